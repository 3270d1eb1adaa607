namespace CalicoPolicy.Core.Evaluation;

/// <summary>What a suggested change changes, the smallest first.</summary>
public enum FlowChangeKind
{
    /// <summary>A policy has one rule more.</summary>
    Rule,

    /// <summary>An endpoint has one label more.</summary>
    Label,

    /// <summary>A policy comes earlier in its tier.</summary>
    Order,

    /// <summary>There is a new policy.</summary>
    Policy,

    /// <summary>The end of a tier does something else.</summary>
    TierDefault,
}
