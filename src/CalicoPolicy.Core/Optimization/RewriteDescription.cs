namespace CalicoPolicy.Core.Optimization;

/// <summary>A rewrite that can be asked for.</summary>
/// <param name="Name">Its name, e.g. <c>MergeRules</c>.</param>
/// <param name="Summary">What it does, in one line.</param>
public sealed record RewriteDescription(string Name, string Summary)
{
    /// <inheritdoc />
    public override string ToString() => $"{Name}: {Summary}";
}
