namespace CalicoPolicy.Core.Findings;

/// <summary>A number from which on, or up to which, a rule judges otherwise.</summary>
/// <param name="RuleId">The rule's id.</param>
/// <param name="Name">The name, as settings write it: <c>medium</c>.</param>
/// <param name="Default">The number where nothing else is set.</param>
/// <param name="Summary">What it means, in one line.</param>
public sealed record RuleThreshold(string RuleId, string Name, int Default, string Summary) : RuleParameter(RuleId, Name, Summary)
{
    /// <summary>The largest number that it takes.</summary>
    public const int Most = 1_000_000;

    /// <summary>The smallest number that it takes.</summary>
    public int Least { get; init; } = 1;

    /// <summary>Name and number: <c>medium: 5</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Name}: {Default}");
}
