namespace CalicoPolicy.Core.Evaluation;

/// <summary>The verdicts that are possible as far as is known.</summary>
[Flags]
internal enum Outcomes
{
    None = 0,
    Allow = 1,
    Deny = 2,
    Either = Allow | Deny,

    /// <summary>What comes next decides.</summary>
    GoesOn = 4,
}
