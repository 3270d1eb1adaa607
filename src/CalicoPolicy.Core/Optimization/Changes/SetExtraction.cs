using System.Security.Cryptography;
using System.Text;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Optimization.Changes;

/// <summary>
/// Puts the address blocks or domains of rules into network sets, and selects these instead. The name and label of a set come from
/// its content, so that rules with the same list share one, in whatever policy they are.
/// </summary>
internal sealed class SetExtraction
{
    /// <summary>The label by which the rules select the sets.</summary>
    public const string Label = "calicopolicy.io/set";

    private readonly TieredPolicy _policy;
    private readonly SortedDictionary<string, AddressSet> _sets = new(StringComparer.Ordinal);

    private SetExtraction(TieredPolicy policy) => _policy = policy;

    /// <summary>
    /// The policy with the blocks of one side of one rule in a set; null where the side has other criteria on who is meant, which a
    /// set beside them would not narrow the same way, or is the policy's own side, where a selector does not belong.
    /// </summary>
    public static SuggestedChange? Nets(TieredPolicy policy, RulePlace place, string side)
    {
        var peer = side == "source" ? place.Rule.Source : place.Rule.Destination;
        if (side == place.OwnField && !PolicyScope.GovernsForwarded(policy)) return null;
        if (IsNarrowed(peer) || peer.Domains.Count > 0) return null;
        var extraction = new SetExtraction(policy);
        var changed = peer with { Nets = [], Selector = extraction.Select(peer.Nets, []) };
        return extraction.Result(PolicyChanges.With(policy, place, side, changed));
    }

    /// <summary>The policy with the domains of all its rules in sets; null where no rule's can go there.</summary>
    public static SuggestedChange? Domains(TieredPolicy policy, IReadOnlyList<RulePlace> rules)
    {
        var extraction = new SetExtraction(policy);
        var changed = policy;
        foreach (var place in rules)
        {
            var peer = place.Rule.Destination;
            if (peer.Domains.Count == 0) continue;

            // Domains stand alone on the destination of an Allow; what breaks that is CP3004's.
            if (IsNarrowed(peer) || peer.Nets.Count > 0 || place.Direction != PolicyType.Egress) return null;
            changed = PolicyChanges.With(changed, place, "destination", peer with { Domains = [], Selector = extraction.Select([], peer.Domains) });
        }

        return extraction.Result(changed);
    }

    private static bool IsNarrowed(PolicyPeer peer) => !string.IsNullOrEmpty(peer.Selector) || !string.IsNullOrEmpty(peer.NotSelector)
        || !string.IsNullOrEmpty(peer.NamespaceSelector) || peer.ServiceAccounts is not null || peer.Services is not null;

    private SuggestedChange Result(TieredPolicy changed) => new() { Resources = [changed, .. _sets.Values] };

    private string Select(IReadOnlyList<string> nets, IReadOnlyList<string> domains)
    {
        nets = [.. nets.Distinct(StringComparer.Ordinal).Order(Comparer<string>.Create(CompareNets))];
        domains = [.. domains.Select(domain => domain.ToLowerInvariant()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', nets.Concat(domains)))))[..10].ToLowerInvariant();
        var name = $"{(nets.Count > 0 ? "nets" : "domains")}-{hash}";
        _sets.TryAdd(name, Set(name) with { Nets = nets, AllowedEgressDomains = domains });
        return $"{Label} == '{name}'";
    }

    private static int CompareNets(string left, string right)
    {
        var order = Cidr.TryParse(left, out var one) && Cidr.TryParse(right, out var other) ? Cidr.CompareByAddress(one, other) : 0;
        return order == 0 ? string.CompareOrdinal(left, right) : order;
    }

    private AddressSet Set(string name)
    {
        var metadata = new ObjectMetadata { Name = name, Labels = LabelMap.None.With([new(Label, name)]) };
        return _policy.IsNamespaced
            ? new NetworkSet { Metadata = metadata with { Namespace = _policy.Namespace } }
            : new GlobalNetworkSet { Metadata = metadata };
    }
}
