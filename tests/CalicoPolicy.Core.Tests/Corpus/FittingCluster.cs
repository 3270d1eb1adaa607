using System.Globalization;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Tests.Corpus;

/// <summary>Pods and host endpoints that policies could be written for: one of each set of labels that some selector asks for, in the namespaces that it looks in.</summary>
internal static class FittingCluster
{
    public static IEnumerable<Resource> Of(IReadOnlyList<Resource> resources)
    {
        var namespaces = resources.OfType<Namespace>().Select(ns => ns.Name).Concat(resources.OfType<TieredPolicy>().Select(policy => policy.Namespace).OfType<string>()).Append("kube-system").Distinct().ToList();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var number = 0;
        foreach (var policy in resources.OfType<TieredPolicy>())
        {
            var isForHosts = policy.Tier == "hosts" || policy is GlobalPolicy { DoNotTrack: true } or GlobalPolicy { PreDnat: true } or GlobalPolicy { ApplyOnForward: true };
            foreach (var (account, ns) in Accounts(policy))
            {
                foreach (var place in ns is null ? namespaces : [ns])
                {
                    if (seen.Add($"{place} as {account}")) yield return Pod(LabelMap.None, place, ++number) with { ServiceAccountName = account };
                }
            }

            foreach (var (selector, ns) in Asked(policy))
            {
                foreach (var labels in LabelsOf(selector))
                {
                    if (isForHosts && seen.Add($"host {labels}")) yield return Host(labels, ++number);
                    foreach (var place in ns is null ? namespaces : [ns])
                    {
                        if (!isForHosts && !labels.ContainsKey("host-role") && seen.Add($"{place} {labels}")) yield return Pod(labels, place, ++number);
                    }
                }
            }
        }
    }

    private static IEnumerable<(string Account, string? Namespace)> Accounts(TieredPolicy policy)
    {
        if (Selector.TryParse(policy.ServiceAccountSelector ?? "", out var selector, out _) && LabelRestrictions.Of(selector.Root).Labels.TryGetValue("projectcalico.org/name", out var names))
        {
            foreach (var name in names.Values) yield return (name, policy.Namespace);
        }

        foreach (var peer in policy.Ingress.Concat(policy.Egress).SelectMany(rule => (PolicyPeer[])[rule.Source, rule.Destination]))
        {
            foreach (var name in peer.ServiceAccounts?.Names ?? []) yield return (name, null);
        }
    }

    private static IEnumerable<(string Selector, string? Namespace)> Asked(TieredPolicy policy)
    {
        var home = policy.IsNamespaced ? policy.Namespace : null;
        yield return (policy.Selector ?? "all()", home);
        foreach (var rule in policy.Ingress.Concat(policy.Egress))
        {
            foreach (var peer in (PolicyPeer[])[rule.Source, rule.Destination])
            {
                if (!string.IsNullOrEmpty(peer.Selector)) yield return (peer.Selector, string.IsNullOrEmpty(peer.NamespaceSelector) ? home : null);
            }
        }
    }

    /// <summary>Labels with which a selector may hold: what it asks for, each value once.</summary>
    private static IEnumerable<LabelMap> LabelsOf(string text)
    {
        if (!Selector.TryParse(text, out var selector, out _)) yield break;
        foreach (var node in selector.Root is OrNode any ? any.Operands : [selector.Root])
        {
            var asked = LabelRestrictions.Of(node).Labels.Where(label => label.Value.MustBePresent && !label.Key.StartsWith("projectcalico.org/", StringComparison.Ordinal)).ToList();
            for (var turn = 0; turn < asked.Select(label => label.Value.Values.Count).Append(1).Max(); turn++)
            {
                var at = turn;
                yield return LabelMap.Of(asked.Select(label => KeyValuePair.Create(label.Key, label.Value.Values.Count == 0 ? "any" : label.Value.Values[at % label.Value.Values.Count])));
            }
        }
    }

    private static Pod Pod(LabelMap labels, string ns, int number) => new()
    {
        Metadata = new() { Name = string.Create(CultureInfo.InvariantCulture, $"pod-{number}"), Namespace = ns, Labels = labels },
        NodeName = $"node-{number % 3}",
        Phase = "Running",
        IPs = [string.Create(CultureInfo.InvariantCulture, $"10.244.{number / 250}.{1 + (number % 250)}")],
    };

    private static HostEndpoint Host(LabelMap labels, int number) => new()
    {
        Metadata = new() { Name = string.Create(CultureInfo.InvariantCulture, $"host-{number}"), Labels = labels },
        Node = $"node-{number % 3}",
        InterfaceName = "eth0",
        ExpectedIPs = [string.Create(CultureInfo.InvariantCulture, $"100.64.0.{number % 250}")],
    };
}
