namespace CalicoPolicy.Parameters;

/// <summary>The actions that a rule may have.</summary>
public enum RuleAction
{
    /// <summary>Accept on this side.</summary>
    Allow,

    /// <summary>Drop.</summary>
    Deny,

    /// <summary>Log and go on with the next rule.</summary>
    Log,

    /// <summary>Leave the tier and go on with the next one.</summary>
    Pass,
}
