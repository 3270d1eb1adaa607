using System.Security.Cryptography;
using System.Text;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Optimization.Changes;

/// <summary>
/// Puts the address blocks or domains of rules into network sets, and selects these instead. The name and label of a set come from
/// its content, so that rules with the same list share one, in whatever policy they are.
/// </summary>
/// <param name="policy">The policy whose rules these are.</param>
/// <param name="fit">Gives the set to use for one that would be made; null: the very same.</param>
internal sealed class SetExtraction(TieredPolicy policy, Func<AddressSet, AddressSet>? fit = null)
{
    /// <summary>The label by which the rules select the sets.</summary>
    public const string Label = "calicopolicy.io/set";

    /// <summary>From how many blocks of a rule's side on a set is worth while (decision 30).</summary>
    public static readonly RuleThreshold ManyNets = new("CP1011", "medium", 5, "The fewest CIDRs that are Medium.");

    /// <summary>Up to how many domains of a policy no set is worth while.</summary>
    public static readonly RuleThreshold FewDomains = new("CP1012", "domains", 3, "The most domains of a policy that are no finding.") { Least = 0 };

    private readonly SortedDictionary<string, AddressSet> _sets = new(StringComparer.Ordinal);

    /// <summary>The sets that the rules now select.</summary>
    public IReadOnlyCollection<AddressSet> Sets => _sets.Values;

    /// <summary>The policy with the blocks of one side of one rule in a set; null where these cannot go there.</summary>
    public static SuggestedChange? Nets(TieredPolicy policy, RulePlace place, string side)
    {
        var peer = side == "source" ? place.Rule.Source : place.Rule.Destination;
        if (!CanTakeNets(policy, place, side, peer)) return null;
        var extraction = new SetExtraction(policy);
        return extraction.Result(PolicyChanges.With(policy, place, side, extraction.WithoutNets(peer)));
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
            if (!CanTakeDomains(place, "destination", peer)) return null;
            changed = PolicyChanges.With(changed, place, "destination", extraction.WithoutDomains(peer));
        }

        return extraction.Result(changed);
    }

    /// <summary>
    /// Whether a set can stand for the blocks of a side: not where the side has other criteria on who is meant, which a set beside them
    /// would not narrow the same way, nor named ports, which would then be those of what the set's label picks, nor on the policy's own
    /// side, where a selector does not belong.
    /// </summary>
    public static bool CanTakeNets(TieredPolicy policy, RulePlace place, string side, PolicyPeer peer) =>
        (side != place.OwnField || PolicyScope.GovernsForwarded(policy))
        && peer.Nets.Count > 0 && peer.Domains.Count == 0 && !IsNarrowed(peer) && peer.Nets.All(IsPlain);

    /// <summary>
    /// Whether a set can stand for the domains of a side: they count for the destination of an egress rule that allows, and nowhere
    /// else, in a rule and in a set.
    /// </summary>
    public static bool CanTakeDomains(RulePlace place, string side, PolicyPeer peer) =>
        place.Direction == PolicyType.Egress && side == "destination" && place.Rule.Action == PolicyAction.Allow
        && peer.Domains.Count > 0 && peer.Nets.Count == 0 && !IsNarrowed(peer) && peer.Domains.All(domain => DomainName.Fault(domain) is null);

    /// <summary>The side with a set in place of its blocks.</summary>
    public PolicyPeer WithoutNets(PolicyPeer peer) => peer with { Nets = [], Selector = Select(Made(peer.Nets, [])) };

    /// <summary>The side with a set in place of its domains.</summary>
    public PolicyPeer WithoutDomains(PolicyPeer peer) => peer with { Domains = [], Selector = Select(Made([], peer.Domains)) };

    /// <summary>The set that would be made for domains.</summary>
    public AddressSet MadeOf(IReadOnlyList<string> domains) => Made([], domains);

    /// <summary>The same set under another name, which is its label too.</summary>
    public static AddressSet Named(AddressSet set, string name) =>
        set with { Metadata = set.Metadata with { Name = name, Labels = LabelMap.None.With([new(Label, name)]) } };

    private static bool IsNarrowed(PolicyPeer peer) => !string.IsNullOrEmpty(peer.Selector) || !string.IsNullOrEmpty(peer.NotSelector)
        || !string.IsNullOrEmpty(peer.NamespaceSelector) || peer.ServiceAccounts is not null || peer.Services is not null
        || peer.Ports.Any(port => port.IsNamed) || peer.NotPorts.Any(port => port.IsNamed);

    /// <summary>Everything is no block for a set, and IPv4 in the clothes of IPv6 is too odd to be touched.</summary>
    private static bool IsPlain(string net) =>
        Cidr.TryParse(net, out var block) && !block.IsEverything && (block.IsIPv6 || !net.Contains(':', StringComparison.Ordinal));

    private SuggestedChange Result(TieredPolicy changed) => new() { Resources = [changed, .. _sets.Values] };

    private string Select(AddressSet made)
    {
        var set = fit is null ? made : fit(made);
        _sets.TryAdd(set.Name, set);

        // In a namespace anybody who may label a pod could put it on the list of a global policy.
        return set.IsNamespaced ? $"{Label} == '{set.Name}'" : $"{Label} == '{set.Name}' && !has({AutomaticLabels.Namespace})";
    }

    private AddressSet Made(IReadOnlyList<string> nets, IReadOnlyList<string> domains)
    {
        nets = CollapsedNets.Of(nets, CancellationToken.None) ?? nets;
        nets = [.. nets.Distinct(StringComparer.Ordinal).Order(Comparer<string>.Create(CompareNets))];
        domains = [.. domains.Select(domain => domain.ToLowerInvariant()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', nets.Concat(domains)))))[..10].ToLowerInvariant();
        AddressSet set = policy.IsNamespaced ? new NetworkSet { Metadata = new() { Namespace = policy.Namespace } } : new GlobalNetworkSet();
        return Named(set, $"{(nets.Count > 0 ? "nets" : "domains")}-{hash}") with
        {
            Nets = nets,
            AllowedEgressDomains = domains,
            Origins = [.. policy.Origins.Take(1)],
        };
    }

    private static int CompareNets(string left, string right)
    {
        var order = Cidr.TryParse(left, out var one) && Cidr.TryParse(right, out var other) ? Cidr.CompareByAddress(one, other) : 0;
        return order == 0 ? string.CompareOrdinal(left, right) : order;
    }
}
