using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Publishing.Guard;

/// <summary>The enforced policies whose rules may pick a network set.</summary>
/// <remarks>O(policies) to make, then O(distinct selectors) for each set.</remarks>
internal sealed class SetPolicies
{
    private readonly Dictionary<string, (Selector? Selector, List<Resource> Policies)> _uses = new(StringComparer.Ordinal);
    private readonly PolicySnapshot _snapshot;

    public SetPolicies(PolicySnapshot snapshot)
    {
        _snapshot = snapshot;

        // Kubernetes' own policies never match sets.
        foreach (var policy in snapshot.Policies.OfType<TieredPolicy>().Where(policy => policy is not IStagedPolicy))
        {
            var ns = policy.IsNamespaced ? policy.Namespace ?? "default" : string.Empty;
            foreach (var rule in policy.Ingress.Concat(policy.Egress))
            {
                Add(policy, PeerSelectors.Of(ns, rule.Source));
                Add(policy, PeerSelectors.Of(ns, rule.Destination));
            }
        }
    }

    /// <summary>Those that may pick a set, by its labels and those of its namespace. A selector that is none picks nothing that is known.</summary>
    public IEnumerable<Resource> Of(AddressSet set)
    {
        var place = _snapshot.Sets.FirstOrDefault(one => ReferenceEquals(one.Resource, set));
        return _uses.Values.Where(use => place is null || use.Selector is null || use.Selector.Judge(place.Labels) != Truth.No).SelectMany(use => use.Policies);
    }

    private void Add(Resource policy, EntitySelectors selectors)
    {
        foreach (var text in (string[])[selectors.Positive, selectors.Negated])
        {
            if (text.Length == 0) continue;
            if (!_uses.TryGetValue(text, out var use)) _uses.Add(text, use = (Selector.TryParse(text, out var selector, out _) ? selector : null, []));
            use.Policies.Add(policy);
        }
    }
}
