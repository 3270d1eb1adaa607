namespace CalicoPolicy.Core.Evaluation;

/// <summary>What a rule, or the end of a tier, does with a packet.</summary>
internal enum RuleStep
{
    Log,
    Allow,
    Deny,
    Pass,
}
