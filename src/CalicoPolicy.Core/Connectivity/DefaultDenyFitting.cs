using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Connectivity;

/// <summary>
/// Fits a default deny to a cluster: leaves out what more of the system there is, allows names where they are asked for, and proves
/// that no host endpoint is selected.
/// </summary>
public static class DefaultDenyFitting
{
    // Kubernetes reserves the one for itself, and Calico's own recommendations pass over both (calico-policy.md 1.11).
    private static readonly string[] SystemPrefixes = ["kube-", "calico-"];

    /// <summary>Fits a template.</summary>
    /// <param name="wanted">The template; its mode counts where <paramref name="isModeGiven"/>.</param>
    /// <param name="isModeGiven">Whether the mode was asked for, and is checked rather than found.</param>
    /// <param name="snapshot">The cluster.</param>
    /// <remarks>O(services + endpoints).</remarks>
    public static FittedDefaultDeny Fit(DefaultDeny wanted, bool isModeGiven, PolicySnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(snapshot);
        var warnings = new List<string>();
        var notes = new List<string>();
        var dns = DnsSurvey.Of(snapshot);
        var (template, problem) = isModeGiven ? Check(wanted, dns, snapshot, warnings) : Choose(wanted, dns, snapshot, warnings, notes);
        if (problem is not null) return new() { Problem = problem };
        if (template.Namespace is null)
        {
            var more = SystemOf(snapshot).ToList();
            notes.AddRange(more.Select(ns => $"Namespace {ns} is left out, since its name is one of the system's."));
            template = template with { ExcludedNamespaces = [.. template.ExcludedNamespaces, .. more.Select(Pattern)] };
            problem = Hosts((GlobalPolicy)template.ToPolicy(), snapshot, warnings);
        }

        return problem is null ? new() { Template = template, Warnings = warnings, Notes = notes } : new() { Problem = problem };
    }

    private static (DefaultDeny Template, DefaultDenyProblem? Problem) Choose(DefaultDeny wanted, DnsSurvey dns, PolicySnapshot snapshot, List<string> warnings, List<string> notes)
    {
        if (dns.Mode is not { } mode)
        {
            if (dns.Unread.Count > 0 || snapshot.IsComplete)
            {
                return (wanted, new(
                    DefaultDenyProblemCode.DnsUnknown,
                    $"The snapshot has no DNS to allow{(dns.Unread.Count > 0 ? $", and not all of it was read: {string.Join(" ", dns.Unread)}" : ".")}",
                    "Say where pods ask for names: -DnsMode KubeDns, OpenShift, NodeLocal (with -DnsIP) or None."));
            }

            warnings.Add("The snapshot has no DNS: pods are taken to ask kube-dns in kube-system. Say it with -DnsMode.");
            return (wanted, null);
        }

        notes.Add($"DNS: {dns.Found}.");
        warnings.AddRange(Doubts(mode, dns));
        return Take(wanted with { DnsMode = mode }, dns);
    }

    private static (DefaultDeny Template, DefaultDenyProblem? Problem) Check(DefaultDeny wanted, DnsSurvey dns, PolicySnapshot snapshot, List<string> warnings)
    {
        if (wanted.DnsMode == DnsMode.None) return (wanted, null);
        if (dns.Mode is not { } mode)
        {
            warnings.Add($"Whether pods ask for names as -DnsMode {wanted.DnsMode} says cannot be told: the snapshot has no DNS. {string.Join(" ", dns.Unread)}".TrimEnd());
            return (wanted, null);
        }

        warnings.AddRange(Doubts(mode, dns));
        if (mode != wanted.DnsMode || (mode == DnsMode.KubeDns && dns.Service is not null)) return (wanted, Contradiction(wanted.DnsMode, dns));
        if (mode == DnsMode.NodeLocal && wanted.DnsAddresses.Count > 0)
        {
            var left = dns.Addresses.Where(address => !wanted.DnsAddresses.Any(given => IsSame(given, address))).ToList();
            return left.Count == 0
                ? (wanted, null)
                : (wanted, new(DefaultDenyProblemCode.DnsContradiction, $"The DNS addresses given lack {string.Join(", ", left)}: the snapshot has {dns.Found}.", "Leave out -DnsIP, or give these addresses too."));
        }

        return Take(wanted, dns);
    }

    private static (DefaultDeny Template, DefaultDenyProblem? Problem) Take(DefaultDeny template, DnsSurvey dns)
    {
        if (template.DnsMode != DnsMode.NodeLocal) return (template with { DnsService = dns.Service, DnsAddresses = [] }, null);
        if (template.DnsAddresses.Count > 0) return (template, null);
        return dns.Addresses.Count > 0
            ? (template with { DnsAddresses = dns.Addresses }, null)
            : (template, new(
                DefaultDenyProblemCode.DnsUnknown,
                $"The snapshot has {dns.Found}, but not the address of the cluster's DNS service, under which the cache answers too.",
                "Give -DnsIP: kubectl -n kube-system get service kube-dns"));
    }

    private static DefaultDenyProblem Contradiction(DnsMode given, DnsSurvey dns) => new(
        DefaultDenyProblemCode.DnsContradiction,
        $"Pods that the policy selects could not ask for names with -DnsMode {given}: the snapshot has {dns.Found}.",
        dns.Service is null ? $"Use -DnsMode {dns.Mode}, or leave it out." : "Leave out -DnsMode: the service is named in the policy then.");

    private static IEnumerable<string> Doubts(DnsMode mode, DnsSurvey dns) => mode == DnsMode.NodeLocal
        ? []
        : dns.Unread.Select(gap => $"There may be other DNS than {dns.Found}: {gap}");

    private static bool IsSame(string left, string right) => Cidr.TryParse(left, out var one) && Cidr.TryParse(right, out var other) ? one.Equals(other) : left == right;

    private static IEnumerable<string> SystemOf(PolicySnapshot snapshot)
    {
        var known = Selector.Parse(DefaultDeny.SystemExclusion);
        return snapshot.Namespaces.Where(ns => SystemPrefixes.Any(prefix => ns.StartsWith(prefix, StringComparison.Ordinal))
            && known.Matches(LabelMap.Of([new(AutomaticLabels.Name, ns)])));
    }

    private static NamespacePattern Pattern(string ns) => NamespacePattern.TryParse(ns, out var pattern) ? pattern : throw new FormatException(ns);

    /// <summary>A host with the profile of a namespace has its labels, and so would be denied everything but failsafe ports.</summary>
    private static DefaultDenyProblem? Hosts(GlobalPolicy policy, PolicySnapshot snapshot, List<string> warnings)
    {
        var selector = Selector.Parse(EngineSelectors.ForGlobalNetworkPolicy(policy.Selector ?? string.Empty, policy.NamespaceSelector ?? string.Empty, string.Empty));
        foreach (var gap in snapshot.Gaps.Where(gap => gap.Kind == "HostEndpoint"))
            warnings.Add($"Whether a host endpoint is selected is not known: {gap}");
        var selected = snapshot.Endpoints.Where(endpoint => endpoint.Kind == EndpointKind.Host && selector.Judge(endpoint.Labels) != Truth.No).ToList();
        return selected.Count == 0
            ? null
            : new(
                DefaultDenyProblemCode.HostEndpointSelected,
                $"The policy would select HostEndpoint {string.Join(", ", selected.Select(endpoint => endpoint.Name))}, which has the profile of a namespace: {string.Join(", ", selected[0].Profiles)}.",
                "Take the profile kns.NAMESPACE from the host endpoint, or leave the namespace out with -ExcludeNamespace.");
    }
}
