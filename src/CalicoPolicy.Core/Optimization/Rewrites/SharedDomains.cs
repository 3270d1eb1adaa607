using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization.Changes;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Optimization.Rewrites;

/// <summary>The lists of domains that more than one policy has which could share a set: policies of one namespace, or global ones.</summary>
/// <remarks>Made in O(size of the rules).</remarks>
internal sealed class SharedDomains
{
    private readonly Dictionary<(string? Namespace, string Set), TieredPolicy?> _users = [];

    public SharedDomains(RewriteContext context)
    {
        foreach (var policy in context.Policies)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            SetExtraction? extraction = null;
            foreach (var place in RulePlace.Of(policy, PolicyType.Egress))
            {
                if (!SetExtraction.CanTakeDomains(place, "destination", place.Rule.Destination)) continue;
                var key = KeyOf(policy, (extraction ??= new(policy)).MadeOf(place.Rule.Destination.Domains));
                if (!_users.TryAdd(key, policy) && !ReferenceEquals(_users[key], policy)) _users[key] = null;
            }
        }
    }

    /// <summary>Whether another policy has the same list.</summary>
    public bool AreShared(TieredPolicy policy, IReadOnlyList<string> domains) =>
        _users.TryGetValue(KeyOf(policy, new SetExtraction(policy).MadeOf(domains)), out var only) && only is null;

    private static (string? Namespace, string Set) KeyOf(TieredPolicy policy, AddressSet set) => (policy.IsNamespaced ? policy.Namespace ?? "default" : null, set.Name);
}
