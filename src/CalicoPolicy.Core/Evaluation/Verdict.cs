namespace CalicoPolicy.Core.Evaluation;

/// <summary>What becomes of a flow.</summary>
public enum Verdict
{
    /// <summary>Something that it depends on is not known, and makes a difference.</summary>
    Uncertain,

    /// <summary>It gets through.</summary>
    Allow,

    /// <summary>It is dropped.</summary>
    Deny,
}
