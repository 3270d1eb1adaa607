using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Optimization;

/// <summary>Questions on what a rule matches.</summary>
internal static class RuleCriteria
{
    /// <summary>Whether the rule matches every packet.</summary>
    public static bool IsUnconditional(this PolicyRule rule) => rule.IsFullyKnown() && rule.Source.IsAny && rule.Destination.IsAny
        && rule is { IPVersion: null, Protocol: null, NotProtocol: null, Icmp: null, NotIcmp: null, Http: null };

    /// <summary>Whether the model knows all that the rule says.</summary>
    public static bool IsFullyKnown(this PolicyRule rule) =>
        rule.UnknownFields.Count == 0 && rule.Source.UnknownFields.Count == 0 && rule.Destination.UnknownFields.Count == 0;

    /// <summary>Whether the rule allows DNS and nothing else: port 53, or 5353 as on OpenShift, or the service of a cluster's DNS.</summary>
    public static bool IsDnsAllow(this PolicyRule rule) => rule.Action == PolicyAction.Allow
        && (rule.Destination.Services is { Name: "kube-dns" or "dns-default" or "coredns" or "node-local-dns" }
            || (rule.Destination.Ports.Count > 0 && rule.Destination.Ports.All(IsDns)));

    private static bool IsDns(PolicyPort port) => port is { IsNamed: false, IsRange: false, Min: 53 or 5353 } or { Name: "dns" or "dns-tcp" };
}
