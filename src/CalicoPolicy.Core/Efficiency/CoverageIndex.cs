using CalicoPolicy.Core.Connectivity;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>What policies cover, by the object that it is about.</summary>
internal sealed class CoverageIndex
{
    private readonly ILookup<Resource, CoverageRow> _rows;
    private readonly Dictionary<Resource, HashSet<PeerName>> _workloads = new(ReferenceEqualityComparer.Instance);

    public CoverageIndex(IReadOnlyList<CoverageRow> rows)
    {
        _rows = rows.ToLookup(row => row.Resource, (IEqualityComparer<Resource>)ReferenceEqualityComparer.Instance);
        foreach (var row in rows)
        {
            if (row.Category != CoverageCategory.Workload) continue;
            foreach (var side in (CoverageSide[])[row.Ingress, row.Egress])
            {
                foreach (var policy in side.Policies.Concat(side.PossiblePolicies))
                {
                    if (!_workloads.TryGetValue(policy, out var workloads)) _workloads.Add(policy, workloads = []);
                    workloads.Add(new(row.Namespace, row.Kind, row.Name));
                }
            }
        }
    }

    /// <summary>The rows of a run.</summary>
    public static CoverageIndex Of(RuleContext context) => context.Shared(static made => new CoverageIndex(CoverageRows.Of(
        PolicySnapshot.Of(made.Resources, new() { IsComplete = made.Complete }, made.CancellationToken), null, made.CancellationToken)));

    /// <summary>The rows about an object.</summary>
    public IEnumerable<CoverageRow> RowsOf(Resource subject) => _rows[subject];

    /// <summary>How many workloads a policy selects, those too that it may select.</summary>
    public int WorkloadsOf(Resource policy) => _workloads.TryGetValue(policy, out var workloads) ? workloads.Count : 0;
}
