using System.Net;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Evaluation.Reference;

/// <summary>What becomes of a flow in one world: the specification once more, without anything clever (calico-dataplane.md 3).</summary>
internal sealed class PlainEvaluation(PlainCluster cluster, World world)
{
    private readonly Dictionary<string, Party> _unknowns = [];

    /// <summary>What both sides say of a flow.</summary>
    public (PlainSide Egress, PlainSide Ingress) Run(PlainFlow flow)
    {
        var packet = PacketOf(flow);
        return (JudgeSource(packet), JudgeDestination(packet));
    }

    /// <summary>A flow with all that rules ask of its ends.</summary>
    public PlainPacket PacketOf(PlainFlow flow)
    {
        var isIPv6 = FamilyOf(flow.Source) ?? FamilyOf(flow.Destination) ?? flow.Protocol.Name == "ICMPv6";
        return new(
            Resolve(flow.Source, isIPv6, "source"), Resolve(flow.Destination, isIPv6, "destination"), (int)flow.Protocol.IanaNumber!.Value, isIPv6, flow, world)
        {
            PortChoices = cluster.PortChoices,
        };
    }

    /// <summary>Whether an end has addresses of IPv6 alone, or of IPv4 alone; null where both are possible.</summary>
    public static bool? FamilyOf(PlainEnd end)
    {
        if (end.Address is { } address) return Blocks.IsIPv6(address);
        if (end.Endpoint is null || Parties.Of(end.Endpoint) is not { } party) return null;
        return party.Blocks.Count > 0 && party.Blocks.All(block => Blocks.IsIPv6(block) == Blocks.IsIPv6(party.Blocks[0])) ? Blocks.IsIPv6(party.Blocks[0]) : null;
    }

    private PlainHere Resolve(PlainEnd end, bool isIPv6, string role)
    {
        var endpoint = end.Endpoint is null ? null : cluster.Parties.Single(party => ReferenceEquals(party.Resource, end.Endpoint));
        var known = end.Address ?? endpoint?.Blocks.FirstOrDefault(block => Blocks.IsIPv6(block) == isIPv6).BaseAddress;
        var isKnown = end.Address is not null || (endpoint?.Blocks.Any(block => Blocks.IsIPv6(block) == isIPv6) ?? false);
        var address = isKnown ? known! : world.Pick((role, "address"), cluster.AddressChoices(isIPv6, endpoint is { Kind: PartyKind.Pod }));
        var members = cluster.Parties.Where(party => party.Blocks.Any(block => block.Contains(address))).ToList();

        // A pod has the address that it will get; a host's interface that says none is in no set.
        if (endpoint is { Kind: PartyKind.Pod } && !members.Contains(endpoint)) members.Add(endpoint);
        endpoint ??= members.FirstOrDefault(member => member.IsEndpoint);
        return Here(address, endpoint, members, end.Domain, role);
    }

    private PlainHere Here(IPAddress address, Party? endpoint, List<Party> members, string? domain, string role)
    {
        if (endpoint is null && domain is null && !cluster.IsComplete && cluster.MayBePod(address) && world.Ask((role, "is an unknown pod"))) members.Add(Unknown(role));
        if (endpoint is null) members.AddRange(cluster.Parties.Where(party => party.MayHoldMore && world.Ask((party, "holds", address))));
        return new(address, endpoint, members, domain, endpoint?.Kind == PartyKind.Host ? [endpoint.Node!] : cluster.NodesAt(address));
    }

    private PlainHere HereAt(IPAddress address, string role)
    {
        var members = cluster.Parties.Where(party => party.Blocks.Any(block => block.Contains(address))).ToList();
        return Here(address, members.FirstOrDefault(member => member.IsEndpoint), members, null, role);
    }

    // The same one on both sides would have to have the same labels; a flow to itself is none.
    private Party Unknown(string role) => _unknowns.TryGetValue(role, out var party) ? party : _unknowns[role] = new() { Kind = PartyKind.Unknown };

    /// <summary>The policies of the one that sends, and what hosts say where it sends from a pod.</summary>
    private PlainSide JudgeSource(PlainPacket packet)
    {
        if (packet.Source.Endpoint is not { } sender) return PlainSide.Nobody;
        if (sender.Kind == PartyKind.Host) return IsToOwnPod(packet) ? PlainSide.OfHost : JudgeHost(sender, packet, packet, isIngress: false);
        var isToHost = IsNode(packet.Destination, sender);
        if (EnterHost(sender, isPodInterface: true, isForwarded: !isToHost, packet, packet) is { } stopped) return stopped;
        if (isToHost && packet.IsForRouting) return PlainSide.OfHostAction(accepts: true);
        var own = JudgePod(sender, packet, isIngress: false);
        if (!own.Allows || isToHost || IsOnOneNode(packet)) return own;
        return LeaveHost(sender, isPodInterface: false, packet) ?? own;
    }

    /// <summary>The policies of the one that it is for, and what hosts say where that is a pod.</summary>
    private PlainSide JudgeDestination(PlainPacket packet)
    {
        // What becomes of a pod's traffic to its own host Felix is told; no policy of the host has a say (decision 6).
        if (packet.Source.Endpoint is { Kind: PartyKind.Pod } sender && IsNode(packet.Destination, sender)) return PlainSide.OfHostAction(ReachesHost(packet, NodeOf(sender)));
        if (packet.Destination.Endpoint is not { } receiver) return PlainSide.Nobody;
        if (packet.Flow.EntersThrough is not { } node || packet.Source.Endpoint is not null) return JudgeReceiver(receiver, packet, packet);

        // The client knows another address, of which nobody has told, and so does the host until the address is translated.
        var before = packet with
        {
            Destination = HereAt(world.Pick("address before", [.. cluster.AddressChoices(packet.IsIPv6, isPod: false), .. cluster.AddressesOf(node, packet.IsIPv6)]), "before"),
            Flow = packet.Flow with { DestinationPort = null },
            Leg = "before",
        };
        if (NodeOf(receiver) == node) return JudgeReceiver(receiver, before, packet);
        var addresses = cluster.AddressesOf(node, packet.IsIPv6);
        var sent = packet with
        {
            Source = HereAt(world.Pick(("address of", node), addresses.Count > 0 ? addresses : cluster.AddressChoices(packet.IsIPv6, isPod: false)), "sent") with { Nodes = [node] },
            Flow = packet.Flow with { SourcePort = null },
            Leg = "sent",
        };
        return Enter(node, isPodInterface: false, isForwarded: true, before, packet) ?? Leave(node, isPodInterface: false, packet) ?? JudgeReceiver(receiver, sent, sent);
    }

    private PlainSide JudgeReceiver(Party receiver, PlainPacket before, PlainPacket packet)
    {
        if (receiver.Kind == PartyKind.Host) return JudgeHost(receiver, before, packet, isIngress: true);

        // A host always reaches its own pods: probes cannot be cut (decision 7).
        if (IsToOwnPod(packet)) return PlainSide.OfHost;
        if (!IsOnOneNode(packet) && EnterHost(receiver, isPodInterface: false, isForwarded: true, before, packet) is { } stopped) return stopped;
        var own = JudgePod(receiver, packet, isIngress: true);
        return own.Allows ? LeaveHost(receiver, isPodInterface: true, packet) ?? own : own;
    }

    private PlainSide JudgePod(Party pod, PlainPacket packet, bool isIngress) =>
        Walk(pod, packet, isIngress, "normal", policy => policy is { IsUntracked: false, IsPreDnat: false }) ?? PlainSide.OfProfile($"kns.{pod.Namespace}", PolicyAction.Allow);

    private PlainSide JudgeHost(Party host, PlainPacket before, PlainPacket packet, bool isIngress)
    {
        if (PlainFailsafe.LetsThrough(packet.Protocol, () => packet.DestinationPort, isIngress)) return PlainSide.OfFailsafe;
        return Untracked(host, before, isIngress)
            ?? (isIngress ? Walk(host, before, isIngress, "preDNAT", policy => policy.IsPreDnat) : null)
            ?? Walk(host, packet, isIngress, "normal", policy => policy is { IsUntracked: false, IsPreDnat: false })
            ?? AfterTiers(host, packet, isIngress);
    }

    /// <summary>Untracked policies do not work for all interfaces at once; answers from failsafe ports get past them, as no connection is known yet.</summary>
    private PlainSide? Untracked(Party host, PlainPacket packet, bool isIngress)
    {
        if (host.Interface == "*" || !cluster.Policies.Any(policy => policy.IsUntracked)) return null;
        if (PlainFailsafe.LetsThrough(packet.Protocol, () => packet.SourcePort, !isIngress)) return null;
        return Walk(host, packet, isIngress, "untracked", policy => policy.IsUntracked);
    }

    private PlainSide? EnterHost(Party pod, bool isPodInterface, bool isForwarded, PlainPacket before, PlainPacket packet) =>
        cluster.HasForwarding ? Enter(NodeOf(pod), isPodInterface, isForwarded, before, packet) : null;

    private PlainSide? LeaveHost(Party pod, bool isPodInterface, PlainPacket packet) => cluster.HasForwarding ? Leave(NodeOf(pod), isPodInterface, packet) : null;

    /// <summary>What the host says of a packet that comes in at an interface and is not its own: where it denies, that; else null.</summary>
    private PlainSide? Enter(string node, bool isPodInterface, bool isForwarded, PlainPacket before, PlainPacket packet)
    {
        if (!cluster.HasForwarding || Governor(node, isPodInterface, "in") is not { } host) return null;
        var isEarly = cluster.Policies.Any(policy => policy.IsUntracked || policy.IsPreDnat);
        if (isEarly && !PlainFailsafe.LetsThrough(before.Protocol, () => before.DestinationPort, isIngress: true))
        {
            // What one of these allows, no later one of this interface is asked about.
            var early = (isPodInterface ? null : Untracked(host, before, isIngress: true)) ?? Walk(host, before, isIngress: true, "preDNAT", policy => policy.IsPreDnat);
            if (early is not null) return early.Allows ? null : early.At(host);
        }

        var forward = isForwarded ? Walk(host, packet, isIngress: true, "forward", policy => policy.IsForForwarded) : null;
        return forward is { Allows: false } ? forward.At(host) : null;
    }

    /// <summary>What the host says of a forwarded packet that goes out at an interface: where it denies, that; else null.</summary>
    private PlainSide? Leave(string node, bool isPodInterface, PlainPacket packet)
    {
        if (!cluster.HasForwarding || Governor(node, isPodInterface, "out") is not { } host) return null;
        return Walk(host, packet, isIngress: false, "forward", policy => policy.IsForForwarded) is { Allows: false } denied ? denied.At(host) : null;
    }

    /// <summary>The host endpoint of an interface; which of those to the outside a packet takes nobody knows.</summary>
    private Party? Governor(string node, bool isPodInterface, string way)
    {
        var hosts = cluster.Parties.Where(party => party.Kind == PartyKind.Host && party.Node == node).OrderBy(party => party.Resource!.Name, StringComparer.Ordinal).ToList();
        var forAll = hosts.Find(host => host.Interface == "*");
        if (isPodInterface) return forAll;
        var own = hosts.Where(host => host.Interface != "*" && (host.Interface is null || hosts.First(other => other.Interface == host.Interface) == host));
        List<Party?> all = [.. own, forAll];
        return all.Count == 1 ? all[0] : world.Pick((node, way), all);
    }

    private bool IsToOwnPod(PlainPacket packet) => packet.Destination.Endpoint is { Kind: PartyKind.Pod } pod && IsNode(packet.Source, pod);

    private bool IsOnOneNode(PlainPacket packet) => packet.Source.Endpoint is { Kind: PartyKind.Pod } source && packet.Destination.Endpoint is { Kind: PartyKind.Pod } destination
        && cluster.HasForwarding && NodeOf(source) == NodeOf(destination);

    private bool IsNode(PlainHere host, Party pod) => host.Endpoint is not { Kind: PartyKind.Pod } && host.Nodes.Count > 0 && host.Nodes.Contains(NodeOf(pod));

    private bool ReachesHost(PlainPacket packet, string node)
    {
        if (packet.IsForRouting) return true;
        var accepts = PlainFelix.Accepts(cluster.Resources, cluster.IsComplete, node) ?? world.Ask("host action");

        // Packets of tunnels are dropped where there are any.
        var isOfTunnel = accepts && (packet.Protocol == 4 || (packet.Protocol == 17 && packet.DestinationPort == 4789));
        return isOfTunnel ? world.Ask("no tunnels") : accepts;
    }

    // Where a pod runs that says no node nobody knows.
    private string NodeOf(Party endpoint) => endpoint.Node ?? world.Pick((endpoint, "runs on"), cluster.Nodes);

    /// <summary>What the tiers say; null where they pass the packet on.</summary>
    private PlainSide? Walk(Party endpoint, PlainPacket packet, bool isIngress, string hook, Func<PlainPolicy, bool> isAtHook)
    {
        var policies = cluster.Policies.Where(policy => isAtHook(policy) && policy.Governs(isIngress) && cluster.Selection.Selects(policy.Policy, endpoint, world)).ToList();
        foreach (var tier in PlainTiers.Of(cluster.Resources, policies, cluster.IsComplete, world, $"{hook} {isIngress}"))
        {
            if (RunTier(tier, packet, isIngress) is { } decided)
            {
                if (decided.Action == PolicyAction.Pass) continue;
                return decided;
            }

            // Untracked and preDNAT policies have no end of the tier.
            if (tier.Passes || hook is "untracked" or "preDNAT") continue;
            return PlainSide.OfTierEnd(tier.Name, tier.Policies[^1].Original);
        }

        return null;
    }

    /// <summary>The first rule that matches and does not only log.</summary>
    private PlainSide? RunTier(PlainTier tier, PlainPacket packet, bool isIngress)
    {
        foreach (var policy in tier.Policies)
        {
            var reading = new RuleReading(cluster, policy.Namespace, isEgress: !isIngress);
            for (var index = 0; index < policy.Rules(isIngress).Count; index++)
            {
                var rule = policy.Rules(isIngress)[index];
                if (rule.Action == PolicyAction.Log || !reading.Matches(rule, packet)) continue;
                return PlainSide.OfRule(tier.Name, policy.Original, policy.PathOf(index, isIngress), rule.Action);
            }
        }

        return null;
    }

    /// <summary>The rules of a host's profiles; without any that decides, Deny.</summary>
    private PlainSide AfterTiers(Party endpoint, PlainPacket packet, bool isIngress)
    {
        var reading = new RuleReading(cluster, null, isEgress: !isIngress);
        foreach (var name in endpoint.Profiles)
        {
            if (name == "projectcalico-default-allow" || name.StartsWith("kns.", StringComparison.Ordinal)) return PlainSide.OfProfile(name, PolicyAction.Allow);
            if (cluster.Resources.OfType<Profile>().FirstOrDefault(profile => profile.Name == name) is not { } profile)
            {
                // One that does not exist denies everything.
                var isThere = !cluster.IsComplete && world.Ask((name, "exists"));
                if (!isThere) return PlainSide.OfProfile(name, PolicyAction.Deny);
                if (world.Pick((name, "says"), [PolicyAction.Allow, PolicyAction.Deny, PolicyAction.Pass]) is var action && action != PolicyAction.Pass)
                    return PlainSide.OfProfile(name, action);
                continue;
            }

            var decided = (isIngress ? profile.Ingress : profile.Egress).FirstOrDefault(rule => rule.Action != PolicyAction.Log && reading.Matches(rule, packet));

            // Pass goes on with the next profile; in eBPF it denies (3.6).
            if (decided is not null && decided.Action == PolicyAction.Pass && cluster.Dataplane == DataplaneKind.Ebpf) return PlainSide.OfProfile(name, PolicyAction.Deny);
            if (decided is not null && decided.Action != PolicyAction.Pass) return PlainSide.OfProfile(name, decided.Action);
        }

        return PlainSide.OfProfile(null, PolicyAction.Deny);
    }
}
