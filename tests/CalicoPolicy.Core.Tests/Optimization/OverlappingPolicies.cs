using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Tests.Evaluation.Reference;

namespace CalicoPolicy.Core.Tests.Optimization;

/// <summary>
/// Random policies of every kind, many of whose rules say much the same: copies with more or with less in them, in the same policy and
/// in others that select more or less.
/// </summary>
internal sealed class OverlappingPolicies(Dice dice)
{
    private static readonly string[] Nets = ["10.0.0.0/24", "10.0.0.0/30", "10.0.0.2/32", "203.0.113.0/24", "0.0.0.0/0", "192.0.2.0/24"];
    private readonly RandomSelectors _selectors = new(dice);

    /// <summary>Policies and tiers.</summary>
    public IReadOnlyList<Resource> Next()
    {
        var names = dice.Some(["t1", "t2", "t3"], 3);
        List<Resource> all = [.. new RandomObjects(dice, isOpen: false, isComplete: true).Tiers(names)];
        IReadOnlyList<string> tiers = [.. names, "default", "kube-admin", .. dice.OneIn(5) ? ["ghost"] : Array.Empty<string>()];
        var policies = new RandomPolicies(dice, isOpen: false, tiers);
        for (var count = 2 + dice.Below(5); count > 0; count--) Add(all, policies.Next());
        foreach (var policy in all.OfType<TieredPolicy>().ToList())
        {
            var fuller = policy;
            if (!dice.OneIn(3)) all[all.IndexOf(policy)] = fuller = WithMore(policy, policy);
            if (dice.OneIn(2)) Add(all, Beside(fuller, tiers));
        }

        return all;
    }

    private static void Add(List<Resource> all, Resource added)
    {
        if (!all.Exists(other => (other.ApiVersion, other.Kind, other.Namespace, other.Name) == (added.ApiVersion, added.Kind, added.Namespace, added.Name))) all.Add(added);
    }

    /// <summary>A policy for much the same endpoints, before or behind another, in its tier or another.</summary>
    private TieredPolicy Beside(TieredPolicy policy, IReadOnlyList<string> tiers)
    {
        var added = policy with
        {
            Metadata = policy.Metadata with { Name = policy.Name + dice.One("-x", "-y") },
            DeclaredTier = dice.OneIn(2) ? policy.DeclaredTier : dice.One(tiers),
            Order = dice.One<double?>(policy.Order, policy.Order + 1, null),
            Ingress = [],
            Egress = [],
            DeclaredTypes = policy.Types,
            Selector = dice.Below(4) switch
            {
                0 => policy.Selector,
                1 => _selectors.OfEndpoints(),
                2 => string.IsNullOrEmpty(policy.Selector) ? "has(app)" : $"({policy.Selector}) && {_selectors.OfEndpoints()}",
                _ => null,
            },
        };
        return WithMore(added, policy);
    }

    private TieredPolicy WithMore(TieredPolicy policy, TieredPolicy from) => policy with
    {
        DeclaredTypes = policy.Types,
        Ingress = [.. policy.Ingress, .. From(from.Ingress)],
        Egress = policy is GlobalPolicy { PreDnat: true } ? [] : [.. policy.Egress, .. From(from.Egress)],
    };

    private IEnumerable<PolicyRule> From(IReadOnlyList<PolicyRule> rules)
    {
        if (rules.Count == 0) return [];
        return Enumerable.Range(0, 1 + dice.Below(4)).Select(_ => Other(dice.One(rules)));
    }

    private PolicyRule Other(PolicyRule rule)
    {
        rule = dice.OneIn(4) && Shrinking.Smaller(rule).ToList() is { Count: > 0 } smaller ? dice.One(smaller) : rule;
        for (var count = dice.Below(3); count > 0; count--) rule = Narrower(rule);
        return rule with { Action = dice.One(rule.Action, PolicyAction.Allow, PolicyAction.Deny, PolicyAction.Pass) };
    }

    private PolicyRule Narrower(PolicyRule rule)
    {
        var peer = dice.OneIn(2) ? rule.Source : rule.Destination;
        var narrower = dice.Below(5) switch
        {
            0 when peer.Nets.Count == 0 => peer with { Nets = dice.Some(Nets, 2) },
            1 when peer.Services is null => peer with { Selector = string.IsNullOrEmpty(peer.Selector) ? _selectors.OfEndpoints() : $"({peer.Selector}) && ({_selectors.OfEndpoints()})" },
            2 when peer.Services is null && string.IsNullOrEmpty(peer.NotSelector) => peer with { NotSelector = _selectors.OfEndpoints() },
            3 when rule.Protocol is { HasPorts: true } && peer.Ports.Count > 0 => peer with { Ports = [.. peer.Ports.Take(1)] },
            4 when rule.Protocol is { HasPorts: true } && peer.NotPorts.Count == 0 => peer with { NotPorts = [new(dice.One(53, 80))] },
            _ => peer,
        };
        if (ReferenceEquals(peer, narrower) && rule.Protocol is null && rule.NotProtocol is null) return rule with { Protocol = dice.One(Protocol.Tcp, Protocol.Udp) };
        return ReferenceEquals(peer, rule.Source) ? rule with { Source = narrower } : rule with { Destination = narrower };
    }
}
