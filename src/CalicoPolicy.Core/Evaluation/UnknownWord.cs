namespace CalicoPolicy.Core.Evaluation;

/// <summary>One thing that is not known, in words.</summary>
/// <param name="Unknown">What it is.</param>
/// <param name="Meaning">What is not known.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record UnknownWord(Unknowns Unknown, string Meaning, string Remedy)
{
    private static readonly UnknownWord[] All =
    [
        new(Unknowns.Gap, "something could not be read", "Read it, see the gaps of the snapshot, or ask somebody who may."),
        new(Unknowns.Tier, "a policy's tier is not in the snapshot, so that its place and default action are not known", "Add the tier, or state that the snapshot is complete."),
        new(Unknowns.Labels, "labels of a namespace or service account are not in the snapshot", "Add the Namespace and ServiceAccount, or state that the snapshot is complete."),
        new(Unknowns.Address, "the address of an end is not known, as of a pod that a template will make", "Add the pods and nodes to the snapshot, or give an address."),
        new(Unknowns.Domain, "a rule names domains, and whether they resolve to the address is not known", "Give the destination as a domain."),
        new(Unknowns.ThreatFeed, "a threat feed fills a set, and its members are not known", "Add a network set with the feed's addresses to the snapshot."),
        new(Unknowns.Service, "which endpoints are behind a service is not known", "Add the Service and its EndpointSlices to the snapshot."),
        new(Unknowns.NamedPort, "which number a named port stands for is not known", "Add the pod, or give its name in place of its address."),
        new(Unknowns.DestinationPort, "rules name ports, and the flow's is not given", "Give the port."),
        new(Unknowns.SourcePort, "rules name source ports, and the flow's is not given", "Give the source port."),
        new(Unknowns.Icmp, "rules name ICMP types or codes, and the flow's is not given", "Give the ICMP type."),
        new(Unknowns.Http, "a rule has HTTP criteria, which only Calico's application layer policy looks at", "Judge the request by hand: packets alone do not tell."),
        new(Unknowns.HostAction, "what Felix does with traffic of a pod to its own node is set elsewhere", "Add the FelixConfiguration to the snapshot (defaultEndpointToHostAction)."),
        new(Unknowns.Forwarded, "policies for traffic on its way through a host may have a say", "Look at the policies with applyOnForward of the nodes on the way."),
        new(Unknowns.Node, "which node a pod runs on is not known, and so not whether a host is its own", "Add the pods to the snapshot in place of their template."),
    ];

    /// <summary>What is not known, one by one.</summary>
    public static IReadOnlyList<UnknownWord> Of(Unknowns unknowns) => [.. All.Where(word => unknowns.HasFlag(word.Unknown))];

    /// <summary>The meaning and the remedy.</summary>
    public override string ToString() => $"{char.ToUpperInvariant(Meaning[0])}{Meaning[1..]}. {Remedy}";
}
