using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Dataplane;

/// <summary>The policies that select each class of endpoints, in the order of evaluation. What may select it, as far as is known, is taken to.</summary>
/// <remarks>O(selectors x classes of labels), and the number of policies of each class.</remarks>
internal sealed class PolicyIndex
{
    private readonly List<(CompiledTier Tier, PolicyShape Shape)>[] _ofClass;
    private readonly bool[] _isUncertain;

    public PolicyIndex(PolicySnapshot snapshot, IReadOnlyList<CompiledTier> tiers, IPSetTable table, CostOptions options, CancellationToken cancellationToken)
    {
        var classes = snapshot.Classes.Count;
        _ofClass = new List<(CompiledTier, PolicyShape)>[classes];
        _isUncertain = new bool[classes];
        for (var index = 0; index < classes; index++) _ofClass[index] = [];
        int[] everything = [.. Enumerable.Range(0, classes)];
        var shapes = new List<PolicyShape>();
        foreach (var tier in tiers)
        {
            foreach (var policy in tier.Policies)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var shape = PolicyShape.Of(shapes.Count, policy, table, options);
                shapes.Add(shape);
                foreach (var index in policy.Selector?.PickedClasses ?? everything)
                {
                    Steps++;
                    _ofClass[index].Add((tier, shape));
                    _isUncertain[index] |= policy.Selector?.OfClass(index) == Truth.Maybe;
                }
            }
        }

        Policies = shapes;
    }

    /// <summary>All policies, in order.</summary>
    public IReadOnlyList<PolicyShape> Policies { get; }

    /// <summary>How much work was done.</summary>
    public long Steps { get; private set; }

    /// <summary>The policies of a class.</summary>
    public IReadOnlyList<(CompiledTier Tier, PolicyShape Shape)> Of(int labelClass) => _ofClass[labelClass];

    /// <summary>Whether labels that are not known decide some of them.</summary>
    public bool IsUncertain(int labelClass) => _isUncertain[labelClass];
}
