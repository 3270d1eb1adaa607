using CalicoPolicy.Core.Optimization;

namespace CalicoPolicy.Parameters;

/// <summary>The names of the rewrites.</summary>
public sealed class RewriteCompleter : WordCompleter
{
    /// <inheritdoc />
    protected override IEnumerable<string> Words => PolicyOptimizer.Rewrites.Select(rewrite => rewrite.Name);
}
