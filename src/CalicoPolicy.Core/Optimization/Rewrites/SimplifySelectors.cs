namespace CalicoPolicy.Core.Optimization.Rewrites;

/// <summary>
/// Selectors that say the same in fewer words and that Calico's label index serves at least as well (<see cref="Selectors.SelectorSimplifier"/>),
/// in all fields of a policy and its rules.
/// </summary>
/// <remarks>O(size of the selectors); each text is worked out once.</remarks>
internal sealed class SimplifySelectors() : PolicyRewrite("SimplifySelectors", "Writes selectors in a shorter form that Calico can index: a == 'x' || a == 'y' as a in {'x', 'y'}.")
{
    /// <inheritdoc />
    public override IEnumerable<RewriteStep> Find(RewriteContext context)
    {
        var simpler = new SimplerSelectors(context.Selectors);
        foreach (var policy in context.Policies)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            var changed = simpler.Of(policy);
            if (!ReferenceEquals(changed, policy)) yield return new([policy], [changed]) { IsProven = true };
        }
    }
}
