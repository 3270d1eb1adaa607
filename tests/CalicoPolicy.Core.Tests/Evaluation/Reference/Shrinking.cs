using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Evaluation.Reference;

/// <summary>Makes a case as small as it can be while the engine and the reference still differ.</summary>
internal static class Shrinking
{
    public static Case Shrink(Case given)
    {
        while (Smaller(given).FirstOrDefault(Differs) is { } smaller) given = smaller;
        return given;
    }

    private static bool Differs(Case given) => Agreement.Of(given).Difference is not null;

    private static IEnumerable<Case> Smaller(Case given)
    {
        for (var index = 0; index < given.Resources.Count; index++)
        {
            var resource = given.Resources[index];
            if (ReferenceEquals(resource, given.Flow.Source.Endpoint) || ReferenceEquals(resource, given.Flow.Destination.Endpoint)) continue;
            yield return given with { Resources = [.. given.Resources.Take(index), .. given.Resources.Skip(index + 1)] };
        }

        for (var index = 0; index < given.Resources.Count; index++)
        {
            foreach (var smaller in Smaller(given.Resources[index]))
                yield return given with { Resources = [.. given.Resources.Take(index), smaller, .. given.Resources.Skip(index + 1)] };
        }
    }

    /// <summary>A policy with less in it, in every way; nothing for other objects.</summary>
    public static IEnumerable<Resource> Smaller(Resource resource)
    {
        if (resource is not TieredPolicy policy) return [];
        IEnumerable<TieredPolicy> fields =
        [
            policy with { Selector = null }, policy with { ServiceAccountSelector = null }, policy with { Order = null }, policy with { DeclaredTypes = [] },
            .. policy is GlobalPolicy global ? [global with { NamespaceSelector = null }, global with { ApplyOnForward = null }] : Array.Empty<TieredPolicy>(),
            .. Smaller(policy.Ingress).Select(rules => policy with { DeclaredTypes = policy.Types, Ingress = rules }),
            .. Smaller(policy.Egress).Select(rules => policy with { DeclaredTypes = policy.Types, Egress = rules }),
        ];
        return fields.Where(smaller => !smaller.Equals(policy));
    }

    private static IEnumerable<IReadOnlyList<PolicyRule>> Smaller(IReadOnlyList<PolicyRule> rules)
    {
        for (var index = 0; index < rules.Count; index++)
        {
            yield return [.. rules.Take(index), .. rules.Skip(index + 1)];
            foreach (var smaller in Smaller(rules[index])) yield return [.. rules.Take(index), smaller, .. rules.Skip(index + 1)];
        }
    }

    /// <summary>A rule with less in it, in every way.</summary>
    public static IEnumerable<PolicyRule> Smaller(PolicyRule rule)
    {
        IEnumerable<PolicyRule> fields =
        [
            rule with { Protocol = null, Icmp = null }, rule with { NotProtocol = null }, rule with { Icmp = null }, rule with { NotIcmp = null }, rule with { IPVersion = null }, rule with { Http = null },
            .. Smaller(rule.Source).Select(peer => rule with { Source = peer }),
            .. Smaller(rule.Destination).Select(peer => rule with { Destination = peer }),
        ];
        return fields.Where(smaller => !smaller.Equals(rule));
    }

    private static IEnumerable<PolicyPeer> Smaller(PolicyPeer peer)
    {
        IEnumerable<PolicyPeer> fields =
        [
            PolicyPeer.None, peer with { Selector = null }, peer with { NotSelector = null }, peer with { NamespaceSelector = null }, peer with { ServiceAccounts = null },
            peer with { Services = null }, peer with { Domains = [] }, peer with { Nets = [.. peer.Nets.Skip(1)] }, peer with { NotNets = [.. peer.NotNets.Skip(1)] },
            peer with { Ports = [.. peer.Ports.Skip(1)] }, peer with { Ports = [.. peer.Ports.Take(peer.Ports.Count - 1)] }, peer with { NotPorts = [.. peer.NotPorts.Skip(1)] },
        ];
        return fields.Where(smaller => !smaller.Equals(peer));
    }
}
