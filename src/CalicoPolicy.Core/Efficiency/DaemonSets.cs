using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>The DaemonSets of an input by namespace.</summary>
internal sealed class DaemonSets
{
    private readonly ILookup<string, DaemonSet> _sets;

    private DaemonSets(RuleContext context) =>
        _sets = context.Resources.OfType<DaemonSet>().ToLookup(set => set.Namespace ?? "default", StringComparer.Ordinal);

    /// <summary>The DaemonSets of a run's input.</summary>
    public static DaemonSets Of(RuleContext context) => context.Shared(static made => new DaemonSets(made));

    /// <summary>Those of a namespace.</summary>
    public IEnumerable<DaemonSet> In(string ns) => _sets[ns];
}
