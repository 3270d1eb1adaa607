using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Quarantine;

/// <summary>What would be done to one pod.</summary>
/// <param name="Target">The pod.</param>
/// <param name="Policy">The policy that isolates it.</param>
/// <param name="Means">How.</param>
public sealed record QuarantineStep(QuarantineTarget Target, GlobalNetworkPolicy Policy, QuarantineMeans Means)
{
    /// <summary>What has to be written first: the tier, the policy; none where both stand.</summary>
    public IReadOnlyList<Resource> Missing { get; init => field = ValueList.Of(value); } = ValueList<Resource>.None;

    /// <summary>Other pods that the policy catches too, besides those that are asked for.</summary>
    public IReadOnlyList<string> Others { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>Whether the pod is evicted afterwards.</summary>
    public bool IsEvicted { get; init; }

    /// <summary>What there is to know of it, e.g. what a restart would do.</summary>
    public IReadOnlyList<string> Notes { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>What would be done, in words.</summary>
    public string Action
    {
        get
        {
            var first = Missing.Count == 0 ? string.Empty : $"write {string.Join(" and ", Missing)}, ";
            var others = Others.Count == 0 ? string.Empty : $", which also isolates {string.Join(", ", Others)}";
            var last = IsEvicted ? ", then evict it" : string.Empty;
            return Means == QuarantineMeans.Label
                ? $"Isolate: {first}label it {Policy.Selector}{last}"
                : $"Isolate: {first}by policy {Policy.Name} ({Policy.Selector}){others}{last}";
        }
    }
}
