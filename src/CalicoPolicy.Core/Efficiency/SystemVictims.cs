using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// The endpoints of the system that a global policy selects in a snapshot, and which of them it cuts off from what it does not allow:
/// those whose traffic gets to it, that no other policy of the tier lets out, and that no policy of the tier is written for.
/// </summary>
/// <remarks>O(classes of labels) for a policy, and for each class of the system's that it selects O(policies of it).</remarks>
internal sealed class SystemVictims
{
    private const int Named = 4;

    private readonly Inventory _inventory;
    private readonly CompiledPolicy _policy;
    private readonly List<int> _system = [];

    private SystemVictims(Inventory inventory, CompiledPolicy policy)
    {
        (_inventory, _policy) = (inventory, policy);
        foreach (var index in inventory.PickedBy(policy.Selector))
        {
            if (IsOfSystem(inventory.Samples[index])) _system.Add(index);
            else IsForOthers = true;
        }
    }

    /// <summary>Whether the policy selects pods that are not the system's.</summary>
    public bool IsForOthers { get; }

    /// <summary>The endpoints; null where nothing of the system is in the snapshot and it may be there, so that only selectors tell.</summary>
    public static SystemVictims? Of(TieredPolicy policy, Inventory inventory)
    {
        if (inventory.Find(policy) is not { } compiled || QuarantineUse.Is(policy, compiled.Selector?.Selector)) return null;
        return inventory.HasAllEndpoints || inventory.HasSystem ? new(inventory, compiled) : null;
    }

    /// <summary>Whether an endpoint is of what the cluster does not live without.</summary>
    public static bool IsOfSystem(Endpoint endpoint) =>
        endpoint.Kind == EndpointKind.Host || endpoint.Namespace is "kube-system" or "calico-system" || (endpoint.Namespace?.StartsWith("tigera-", StringComparison.Ordinal) ?? false);

    /// <summary>Whether some endpoint loses traffic of a direction by the policy.</summary>
    public bool Lose(TieredPolicy policy, PolicyType direction) => Classes(policy, direction).Any();

    /// <summary>The endpoints that lose traffic of a direction, in words.</summary>
    public string Listed(TieredPolicy policy, PolicyType direction)
    {
        var (count, names) = (EndpointCount.None, new List<string>());
        foreach (var index in Classes(policy, direction))
        {
            count += _inventory.Counts[index];
            var one = _inventory.Samples[index];
            var name = one.Kind == EndpointKind.Host ? one.ToString() : $"{one.Namespace}/{one.Workload.Split(' ')[^1]}";
            if (!names.Contains(name)) names.Add(name);
        }

        names.Sort(StringComparer.Ordinal);
        return $"{count} ({RuleCost.Listed(names, Named)})";
    }

    private IEnumerable<int> Classes(TieredPolicy policy, PolicyType direction)
    {
        var isIngress = direction == PolicyType.Ingress;
        foreach (var index in _system)
        {
            if (_inventory.Stages.MayReach(index, isIngress, _policy) && !IsSpared(policy, index, isIngress)) yield return index;
        }
    }

    /// <summary>Whether another policy of the tier lets the endpoints out of it, or is for the system alone and allows what that needs.</summary>
    private bool IsSpared(TieredPolicy policy, int labelClass, bool isIngress)
    {
        var stage = _inventory.Stages.Of(labelClass, isIngress).First(stage => stage.Tier.Name == policy.Tier);
        if (stage.Tier.HasGap) return true;
        var endsInDeny = TierStage.EndOf(_policy, isIngress) == RuleStep.Deny;
        if (!endsInDeny && stage.Tier.DefaultAction != RuleStep.Deny) return true;
        var isAfter = false;
        foreach (var (other, _) in stage.Policies)
        {
            if (ReferenceEquals(other, _policy))
            {
                // What comes after a plain Deny decides nothing.
                if (endsInDeny) return false;
                isAfter = true;
                continue;
            }

            // Before it a plain end would have decided everything; after it a plain Deny denies what the end of the tier would.
            if (isAfter && TierStage.EndOf(other, isIngress) is not null) return true;
            if (_inventory.IsForSystemOnly(other) && Array.Exists(other.RulesOf(isIngress), rule => rule.Action is RuleStep.Allow or RuleStep.Pass)) return true;
        }

        return false;
    }
}
