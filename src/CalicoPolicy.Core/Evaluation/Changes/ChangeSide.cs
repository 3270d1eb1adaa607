using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Evaluation.Changes;

/// <summary>One side of a flow, as the search for changes sees it: whose policies, in which direction, and what they should do.</summary>
internal sealed class ChangeSide
{
    public ChangeSide(PolicyEngine engine, Flow flow, SideTrace trace, PolicyAction wanted)
    {
        (Engine, Flow, Trace, Wanted) = (engine, flow, trace, wanted);
        Program = engine.ProgramOf(Endpoint, IsIngress, PolicyHook.Normal).Tiers;
        Deciding = Array.Find(Program, tier => trace.Decider?.Tier is { } name && tier.Tier.Name == name);
    }

    public PolicyEngine Engine { get; }

    public Flow Flow { get; }

    public SideTrace Trace { get; }

    /// <summary>Allow or Deny.</summary>
    public PolicyAction Wanted { get; }

    /// <summary>The tiers of the endpoint in this direction.</summary>
    public ProgramTier[] Program { get; }

    /// <summary>The tier that decided; null where none did.</summary>
    public ProgramTier? Deciding { get; }

    public Endpoint Endpoint => Trace.Endpoint;

    public bool IsIngress => Trace.Direction == PolicyType.Ingress;

    /// <summary>The other end, as policy sees it: of what another node sends on, that node.</summary>
    public FlowEnd Peer => !IsIngress ? Flow.Destination
        : Flow is { EntersThrough: { } node, Source.Endpoint: null } && Endpoint.Node != node ? OfNode(node)
        : Flow.Source;

    private FlowEnd OfNode(string node)
    {
        var isIPv6 = Flow.Source.Address?.IsIPv6 ?? false;
        return Engine.Ends.OfNode(node, isIPv6).FirstOrDefault(end => end.Address is not null)?.Address is { } address ? FlowEnd.Of(address) : new();
    }

    /// <summary>Whether somebody may write policies into the tier: not those of the operator, nor those that stand for Kubernetes' own.</summary>
    public static bool IsOpen(CompiledTier tier) => tier.IsKnown && !tier.HasGap && IsOpen(tier.Name);

    /// <summary>Whether somebody may write policies into a tier of the name.</summary>
    public static bool IsOpen(string tier) => tier == TieredPolicy.DefaultTier || BuiltInTiers.OrderOf(tier) is null;

    /// <summary>The place of the first rule of a policy that the flow does not get past; the number of its rules where there is none.</summary>
    public int PlaceIn(TieredPolicy policy)
    {
        var list = FieldPath.Root["spec"][IsIngress ? "ingress" : "egress"];
        var rules = policy.RulesOf(Trace.Direction);
        for (var index = 0; index < rules.Count; index++)
        {
            var path = list[index].ToString();
            if (Trace.Steps.Any(step => ReferenceEquals(step.Policy, policy) && step.RulePath?.ToString() == path && step.Action.IsTerminal)) return index;
        }

        return rules.Count;
    }

    /// <summary>How many other endpoints a policy selects; those of the same workload do not count.</summary>
    public int OthersSelectedBy(CompiledPolicy policy)
    {
        var others = 0;
        foreach (var endpoint in Engine.Snapshot.Endpoints)
        {
            if (endpoint.Namespace == Endpoint.Namespace && endpoint.Workload == Endpoint.Workload) continue;
            if (policy.Selector is null || policy.Selector.OfClass(endpoint.LabelClass) != Truth.No) others++;
        }

        return others;
    }

    /// <summary>The rule that does what is wanted with just this flow; null where the other end cannot be named.</summary>
    /// <param name="ns">The namespace of the policy that it is for; null for a global one.</param>
    public PolicyRule? Rule(string? ns)
    {
        var peer = NarrowPeer.Of(Peer, ns, Engine.Snapshot, mayHaveDomains: !IsIngress && Wanted == PolicyAction.Allow);
        if (peer is null) return null;
        var hasPort = Flow.Protocol.HasPorts && Flow.DestinationPort is not null;
        PolicyPort[] ports = hasPort ? [new((long)Flow.DestinationPort!.Value)] : [];
        return new()
        {
            Action = Wanted,
            Protocol = Flow.Protocol,
            Icmp = Flow is { IcmpType: { } type, Protocol.IanaNumber: 1 or 58 } ? new() { Type = type, Code = Flow.IcmpCode } : null,
            Source = IsIngress ? peer : PolicyPeer.None,
            Destination = IsIngress ? PolicyPeer.None with { Ports = ports } : peer with { Ports = ports },
        };
    }
}
