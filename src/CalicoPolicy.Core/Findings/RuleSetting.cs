using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Findings;

/// <summary>What is set of one rule; what is null or not in a list is as the catalogue has it.</summary>
public sealed record RuleSetting
{
    /// <summary>Nothing is set.</summary>
    public static RuleSetting None { get; } = new();

    /// <summary>Whether the rule runs.</summary>
    public bool? Runs { get; init; }

    /// <summary>The severity of all that the rule finds, also of what it grades itself.</summary>
    public FindingSeverity? Severity { get; init; }

    /// <summary>Thresholds of the rule, each once.</summary>
    public IReadOnlyList<ThresholdValue> Thresholds { get; init => field = ValueList.Of(value); } = ValueList<ThresholdValue>.None;

    /// <summary>The label keys that the rule asks for.</summary>
    public IReadOnlyList<string>? LabelKeys { get; init => field = value is null ? null : ValueList.Of(value); }

    /// <summary>What a threshold is set to, or its default.</summary>
    public int ValueOf(RuleThreshold threshold)
    {
        ArgumentNullException.ThrowIfNull(threshold);
        foreach (var set in Thresholds)
        {
            if (set.Threshold.Name == threshold.Name) return set.Value;
        }

        return threshold.Default;
    }

    /// <summary>These settings under others, which win field by field and threshold by threshold.</summary>
    /// <param name="stronger">The others.</param>
    public RuleSetting With(RuleSetting stronger)
    {
        ArgumentNullException.ThrowIfNull(stronger);
        return new()
        {
            Runs = stronger.Runs ?? Runs,
            Severity = stronger.Severity ?? Severity,
            Thresholds = [.. stronger.Thresholds, .. Thresholds.Where(mine => !stronger.Thresholds.Any(set => set.Threshold.Name == mine.Threshold.Name))],
            LabelKeys = stronger.LabelKeys ?? LabelKeys,
        };
    }
}
