using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Publishing.Guard;

/// <summary>What a publication changes of what is enforced, and whose traffic that may be about.</summary>
/// <remarks>O(objects + changed sets x distinct selectors of rules) to make.</remarks>
internal sealed class GuardChange
{
    private static readonly PolicyHook[] Hooks = [PolicyHook.Untracked, PolicyHook.PreDnat, PolicyHook.Normal, PolicyHook.Forward];

    private readonly HashSet<Resource> _policies = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<PolicySnapshot, SetPolicies> _ofSets = new(ReferenceEqualityComparer.Instance);
    private readonly bool _isWide;

    private GuardChange(PolicySnapshot before, PolicySnapshot after, CancellationToken cancellationToken)
    {
        var known = new Dictionary<(string ApiVersion, string Kind, string? Namespace, string Name), Resource>(before.Resources.Count);
        foreach (var resource in before.Resources) known[KeyOf(resource)] = resource;
        foreach (var resource in after.Resources)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (known.Remove(KeyOf(resource), out var old) && (ReferenceEquals(old, resource) || old.Equals(resource))) continue;
            if (old is not null) _isWide |= Note(old, before);
            _isWide |= Note(resource, after);
        }

        foreach (var gone in known.Values)
        {
            _isWide |= Note(gone, before);
            if (_policies.Contains(gone)) Removed.Add(gone);
        }
    }

    /// <summary>The policies that are not there any more.</summary>
    public HashSet<Resource> Removed { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Whether anything that is enforced changes.</summary>
    public bool IsEffective => _isWide || _policies.Count > 0;

    /// <summary>Compares two snapshots.</summary>
    public static GuardChange Between(PolicySnapshot before, PolicySnapshot after, CancellationToken cancellationToken) => new(before, after, cancellationToken);

    /// <summary>Whether a policy is one that changes, before or after.</summary>
    public bool Has(Resource policy) => _policies.Contains(policy);

    /// <summary>Whether what changes may have a say about traffic of an endpoint in one direction.</summary>
    public bool MayConcern(PolicyEngine engine, Endpoint endpoint, bool isIngress) => _isWide || Hooks.Any(hook =>
        engine.ProgramOf(endpoint, isIngress, hook).Tiers.Any(tier => tier.Policies.Any(policy => _policies.Contains(policy.Policy.Source))));

    /// <summary>Whether what changes may have a say about traffic of what a gap hides.</summary>
    /// <param name="gap">The gap.</param>
    /// <param name="isOfAllPods">Whether it may be by policies for what others send.</param>
    public bool MayConcern(SnapshotGap gap, bool isOfAllPods)
    {
        if (_isWide) return true;
        var unread = UnreadObjects.Of(gap);
        foreach (var policy in _policies)
        {
            if (PolicySelection.Convert(policy)?.Policy is not { } converted) continue;
            if (isOfAllPods && converted.Types.Contains(PolicyType.Egress)) return true;

            // What is behind a service that was not read may be any pod of its namespace.
            if (unread is null && (!converted.IsNamespaced || gap.Covers(converted.Namespace ?? "default"))) return true;
            var text = PolicyCompiler.SelectorOf(converted);
            if (unread is not null && (text.Length == 0 || (Selector.TryParse(text, out var selector, out _) && unread.MayBePicked(selector)))) return true;
        }

        return false;
    }

    private static (string ApiVersion, string Kind, string? Namespace, string Name) KeyOf(Resource resource) =>
        (resource.ApiVersion, resource.Kind, resource.IsNamespaced ? resource.Namespace ?? "default" : null, resource.Name);

    /// <summary>Notes a change; true where nobody knows whom it is about.</summary>
    private bool Note(Resource resource, PolicySnapshot snapshot)
    {
        switch (resource)
        {
            case IStagedPolicy:
                return false;
            case GlobalPolicy { ApplyOnForward: true } policy:
                _policies.Add(policy);
                return true;
            case TieredPolicy or KubernetesPolicy or ClusterNetworkPolicy:
                _policies.Add(resource);
                return false;
            case Tier tier:
                // A tier has a say about nothing but what its policies select.
                _policies.UnionWith(snapshot.Policies.Where(policy => IsOf(policy, tier.Name)));
                return false;
            case AddressSet set:
                if (!_ofSets.TryGetValue(snapshot, out var uses)) _ofSets.Add(snapshot, uses = new(snapshot));
                _policies.UnionWith(uses.Of(set));
                return false;
            case Namespace ns:
                return snapshot.Endpoints.Any(endpoint => endpoint.Namespace == ns.Name);
            default:
                return true;
        }
    }

    private static bool IsOf(Resource policy, string tier) => policy switch
    {
        IStagedPolicy => false,
        TieredPolicy tiered => tiered.Tier == tier,
        KubernetesPolicy => tier == TieredPolicy.DefaultTier,
        _ => policy is ClusterNetworkPolicy && tier != TieredPolicy.DefaultTier,
    };
}
