using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Evaluation.Reference;

/// <summary>What becomes of a flow in one world: the specification once more, without anything clever (calico-dataplane.md 3).</summary>
internal sealed class PlainEvaluation(PlainCluster cluster, World world)
{
    private static readonly (int Protocol, int[] Ports)[] FailsafeIn = [(6, [22, 179, 2379, 2380, 5473, 6443, 6666, 6667]), (17, [68])];
    private static readonly (int Protocol, int[] Ports)[] FailsafeOut = [(6, [179, 2379, 2380, 5473, 6443, 6666, 6667]), (17, [53, 67])];

    /// <summary>What both sides say of a flow.</summary>
    public (PlainSide Egress, PlainSide Ingress) Run(PlainFlow flow)
    {
        var isIPv6 = FamilyOf(flow.Source) ?? FamilyOf(flow.Destination) ?? flow.Protocol.Name == "ICMPv6";
        var packet = new PlainPacket(
            Resolve(flow.Source, isIPv6, "source"), Resolve(flow.Destination, isIPv6, "destination"), (int)flow.Protocol.IanaNumber!.Value, isIPv6, flow, world)
        {
            PortChoices = cluster.PortChoices,
        };
        return (Judge(packet, isIngress: false), Judge(packet, isIngress: true));
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
        var nodes = cluster.NodesAt(address);
        if (endpoint is null && end.Domain is null && !cluster.IsComplete && cluster.MayBePod(address) && world.Ask((role, "is an unknown pod"))) members.Add(Unknown(role));
        return new(address, endpoint, members, end.Domain, endpoint?.Kind == PartyKind.Host ? [endpoint.Node!] : nodes);
    }

    // The same one on both sides would have to have the same labels; a flow to itself is none.
    private Party Unknown(string role) => _unknowns.TryGetValue(role, out var party) ? party : _unknowns[role] = new() { Kind = PartyKind.Unknown };

    private readonly Dictionary<string, Party> _unknowns = [];

    private PlainSide Judge(PlainPacket packet, bool isIngress)
    {
        var (self, peer) = isIngress ? (packet.Destination, packet.Source) : (packet.Source, packet.Destination);

        // What becomes of a pod's traffic to its own host Felix is told; no policy of the host has a say (decision 6).
        if (isIngress && peer.Endpoint is { Kind: PartyKind.Pod } sender && IsNode(self, sender)) return PlainSide.OfHostAction(ReachesHost(packet, sender.Node ?? self.Nodes[0]));
        if (self.Endpoint is not { } endpoint) return PlainSide.Nobody;

        // A host always reaches its own pods: probes cannot be cut (decision 7).
        if (packet.Destination.Endpoint is { Kind: PartyKind.Pod } pod && IsNode(packet.Source, pod)) return PlainSide.OfHost;
        if (endpoint.Kind == PartyKind.Pod)
            return Walk(endpoint, packet, isIngress, "normal", policy => policy is { IsUntracked: false, IsPreDnat: false }) ?? PlainSide.OfProfile($"kns.{endpoint.Namespace}", PolicyAction.Allow);
        foreach (var (protocol, ports) in isIngress ? FailsafeIn : FailsafeOut)
        {
            if (packet.Protocol == protocol && ports.Contains(packet.DestinationPort)) return PlainSide.OfFailsafe;
        }

        return Walk(endpoint, packet, isIngress, "untracked", policy => policy.IsUntracked)
            ?? (isIngress ? Walk(endpoint, packet, isIngress, "preDNAT", policy => policy.IsPreDnat) : null)
            ?? Walk(endpoint, packet, isIngress, "normal", policy => policy is { IsUntracked: false, IsPreDnat: false })
            ?? AfterTiers(endpoint, packet, isIngress);
    }

    private bool ReachesHost(PlainPacket packet, string node)
    {
        var accepts = PlainFelix.Accepts(cluster.Resources, cluster.IsComplete, node) ?? world.Ask("host action");

        // Packets of tunnels are dropped where there are any.
        var isOfTunnel = accepts && (packet.Protocol == 4 || (packet.Protocol == 17 && packet.DestinationPort == 4789));
        return isOfTunnel ? world.Ask("no tunnels") : accepts;
    }

    // Where a pod runs that says no node nobody knows.
    private bool IsNode(PlainHere host, Party pod) =>
        host.Endpoint is not { Kind: PartyKind.Pod } && host.Nodes.Count > 0 && (pod.Node is null ? world.Ask((pod, "runs on", host.Nodes[0])) : host.Nodes.Contains(pod.Node));

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
            if (tier.Passes || hook != "normal") continue;
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

            // Pass goes on with the next profile.
            if (decided is not null && decided.Action != PolicyAction.Pass) return PlainSide.OfProfile(name, decided.Action);
        }

        return PlainSide.OfProfile(null, PolicyAction.Deny);
    }
}
