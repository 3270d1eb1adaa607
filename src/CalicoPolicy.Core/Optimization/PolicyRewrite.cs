namespace CalicoPolicy.Core.Optimization;

/// <summary>A way to write policies so that they cost less. Has no state; one object serves all.</summary>
/// <param name="name">The name by which users ask for it, e.g. <c>MergeRules</c>.</param>
/// <param name="summary">What it does, in one line.</param>
internal abstract class PolicyRewrite(string name, string summary)
{
    /// <summary>The name by which users ask for it.</summary>
    public string Name { get; } = name;

    /// <summary>What it does, in one line.</summary>
    public string Summary { get; } = summary;

    /// <summary>
    /// What can be rewritten, in the order of the input. Steps may name the same resource: the first is taken, and the others are looked
    /// for again. After all steps were taken there is nothing left to find.
    /// </summary>
    public abstract IEnumerable<RewriteStep> Find(RewriteContext context);
}
