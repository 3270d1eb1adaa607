namespace CalicoPolicy.Parameters;

/// <summary>The performance hints that Calico knows.</summary>
public sealed class PerformanceHintCompleter : WordCompleter
{
    /// <inheritdoc />
    protected override IEnumerable<string> Words => ["AssumeNeededOnEveryNode"];
}
