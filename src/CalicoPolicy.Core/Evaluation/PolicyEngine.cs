using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>
/// The policies of a snapshot, compiled: what becomes of a flow, and why. Immutable for those who ask; several threads may.
/// </summary>
/// <remarks>
/// Compiling costs O(selectors x classes of labels) and the sizes of the policies. A verdict costs O(rules of the two endpoints), of
/// which an index leaves those that may match where they are many; it allocates nothing for ends that were asked for before.
/// </remarks>
public sealed class PolicyEngine
{
    private readonly CompiledTier[] _tiers;
    private readonly PolicyCompiler _compiler;
    private readonly EndResolver _ends;
    private readonly Dictionary<string, (CompiledRule[]? Ingress, CompiledRule[]? Egress)> _profiles = new(StringComparer.Ordinal);
    private readonly PolicyPrograms _programs;
    private readonly HostWalk _hosts;
    private readonly Dictionary<Endpoint, (ProfileEnd Ingress, ProfileEnd Egress)> _hostEnds = [];

    // Every workload begins with the profile of its namespace, which allows everything.
    private readonly ProfileEnd _workloadEnd = new([(ProfileEnd.OfNamespace, null)], isComplete: true);

    private PolicyEngine(PolicySnapshot snapshot, EngineOptions options, CancellationToken cancellationToken)
    {
        (Snapshot, Options) = (snapshot, options);
        _compiler = new(snapshot, options.Dataplane);
        _tiers = TierCompiler.Compile(snapshot, options.View, _compiler, cancellationToken);
        _ends = new(snapshot);
        foreach (var profile in snapshot.Resources.OfType<Profile>())
            _profiles[profile.Name] = (_compiler.Compile(profile, isIngress: true), _compiler.Compile(profile, isIngress: false));
        _programs = new(_tiers, snapshot.Classes.Count, options.IndexFrom);
        Failsafes = new(snapshot);
        _hosts = new(snapshot, _programs, _tiers, Failsafes);
        foreach (var endpoint in snapshot.Endpoints)
        {
            if (endpoint.Kind == EndpointKind.Host) _hostEnds[endpoint] = (EndOf(endpoint, isIngress: true), EndOf(endpoint, isIngress: false));
        }
    }

    /// <summary>The snapshot.</summary>
    public PolicySnapshot Snapshot { get; }

    /// <summary>How policies are evaluated.</summary>
    public EngineOptions Options { get; }

    /// <summary>The tiers that have policies, in their order.</summary>
    internal CompiledTier[] Tiers => _tiers;

    /// <summary>By what the policies tell ends of flows apart.</summary>
    internal PolicyCompiler Criteria => _compiler;

    /// <summary>Looks up the ends of flows.</summary>
    internal EndResolver Ends => _ends;

    /// <summary>Whether policies for traffic on its way through a host may have a say.</summary>
    internal bool MayBeStoppedOnTheWay => _hosts.Matters;

    /// <summary>The ports of hosts that stay open.</summary>
    internal HostFailsafes Failsafes { get; }

    /// <summary>Compiles the policies of a snapshot.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="options">Which policies count; null: those in force.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static PolicyEngine Compile(PolicySnapshot snapshot, EngineOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return new(snapshot, options ?? new(), cancellationToken);
    }

    /// <summary>What becomes of a flow.</summary>
    public Verdict Decide(Flow flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        var unknowns = Unknowns.None;
        var nobody = default(Unobserved);
        var packet = PacketOf(flow);
        var source = Judge(packet, isIngress: false, ref unknowns, ref nobody);
        if (source == Outcomes.Deny) return Verdict.Deny;
        var destination = Judge(packet, isIngress: true, ref unknowns, ref nobody);
        return VerdictOf(source, destination);
    }

    /// <summary>How many rules were looked at to say what becomes of a flow: what <see cref="EngineOptions.IndexFrom"/> saves can be seen by it.</summary>
    public int CountRules(Flow flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        var unknowns = Unknowns.None;
        var counter = default(RuleCounter);
        var packet = PacketOf(flow);
        if (Judge(packet, isIngress: false, ref unknowns, ref counter) != Outcomes.Deny) Judge(packet, isIngress: true, ref unknowns, ref counter);
        return counter.Count;
    }

    /// <summary>What becomes of a flow, and everything that it goes through on the way.</summary>
    public FlowTrace Trace(Flow flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        var packet = PacketOf(flow);
        var (egress, source, onTheWayOut) = TraceSide(packet, isIngress: false);
        var (ingress, destination, onTheWayIn) = TraceSide(packet, isIngress: true);
        var verdict = VerdictOf(source, destination);
        var isByHost = destination is Outcomes.Allow or Outcomes.Deny && IsToOwnHost(packet) == Truth.Yes;
        return new()
        {
            Flow = flow,
            Verdict = verdict,
            Unknowns = verdict == Verdict.Uncertain ? onTheWayOut | onTheWayIn : Unknowns.None,
            Egress = egress,
            HostAction = isByHost ? Snapshot.Felix.HostActionOf(packet.Source.Governed?.Node) : null,
            Ingress = ingress,
        };
    }

    /// <summary>A flow as rules are matched with it.</summary>
    internal Packet PacketOf(Flow flow)
    {
        var isIPv6 = IsIPv6(flow.Source) ?? IsIPv6(flow.Destination) ?? flow.Protocol.Name == "ICMPv6";
        return new()
        {
            Source = _ends.Resolve(flow.Source, isIPv6),
            Destination = _ends.Resolve(flow.Destination, isIPv6),
            IsIPv6 = isIPv6,
            Protocol = (int)(flow.Protocol.IanaNumber ?? 255),
            SourcePort = flow.SourcePort ?? -1,
            DestinationPort = flow.DestinationPort ?? -1,
            IcmpType = flow.IcmpType ?? -1,
            IcmpCode = flow.IcmpCode ?? -1,
            EntersThrough = flow.EntersThrough,
        };
    }

    /// <summary>The outcomes on one side of a flow.</summary>
    internal Outcomes Judge<TObserver>(in Packet packet, bool isIngress, ref Unknowns unknowns, ref TObserver observer)
        where TObserver : IWalkObserver
    {
        var outcomes = Outcomes.None;
        var toOwnHost = IsToOwnHost(packet);
        if (toOwnHost != Truth.No && HostRules.Judge(packet, isIngress, Snapshot.Felix.HostActionOf(packet.Source.Governed?.Node), ref unknowns) is var host and not Outcomes.GoesOn)
        {
            // On its way out of the pod a policy for all interfaces comes before that.
            if (toOwnHost == Truth.Yes && !host.HasFlag(Outcomes.GoesOn) && (isIngress || !_hosts.Matters)) return host;
            outcomes = host & ~Outcomes.GoesOn;
            if (toOwnHost == Truth.Maybe) unknowns |= WhyNot(packet.Destination);
            if (outcomes == Outcomes.Either) return outcomes;
        }

        var side = isIngress ? packet.Destination : packet.Source;
        if (side.MayBeUnreadEndpoint)
        {
            unknowns |= Unknowns.Gap;
            return Outcomes.Either;
        }

        if (side.Governed is not { } endpoint) return outcomes | Outcomes.Allow;
        if (!isIngress) return outcomes | (endpoint.Kind == EndpointKind.Host ? JudgeOutgoing(endpoint, packet, ref unknowns, ref observer) : JudgeFromPod(endpoint, packet, ref unknowns, ref observer));
        if (packet.EntersThrough is { } node && packet.Source.Governed is null)
        {
            outcomes |= JudgeThrough(node, endpoint, packet, ref unknowns, ref observer);

            // An endpoint is no client outside.
            if (!packet.Source.MayBeUnreadEndpoint) return outcomes;
            unknowns |= Unknowns.Gap;
        }

        return outcomes | JudgeTo(endpoint, packet, packet, ref unknowns, ref observer);
    }

    /// <summary>What traffic of an endpoint goes through in one direction, in order.</summary>
    internal IReadOnlyList<PolicyStage> StagesOf(Endpoint endpoint, bool isIngress)
    {
        if (endpoint.Kind == EndpointKind.Workload) return [Stage(PolicyHook.Normal, _workloadEnd)];
        List<PolicyStage> stages = [Stage(PolicyHook.Normal, isIngress ? _hostEnds[endpoint].Ingress : _hostEnds[endpoint].Egress)];
        if (isIngress) stages.Insert(0, Stage(PolicyHook.PreDnat, null));
        if (!HostInterfaces.IsForAll(endpoint)) stages.Insert(0, Stage(PolicyHook.Untracked, null) with { MayPass = Failsafes.Of(endpoint, !isIngress).Answers });
        return stages;

        PolicyStage Stage(PolicyHook hook, ProfileEnd? end) => new(_programs.Of(endpoint, isIngress, hook), hook, end);
    }

    private static Truth IsFromOwnHost(in Packet packet) => IsNodeOf(packet.Source, packet.Destination);

    private static Truth IsToOwnHost(in Packet packet) => IsNodeOf(packet.Destination, packet.Source);

    private static Truth IsNodeOf(ResolvedEnd host, ResolvedEnd pod)
    {
        if (!pod.MayBePod || host.Governed is { Kind: EndpointKind.Workload }) return Truth.No;
        if (host.Nodes.Length == 0) return host.MayBeUnreadNode ? Truth.Maybe : Truth.No;
        return pod.Governed?.Node is not { } node ? Truth.Maybe : host.Nodes.Contains(node) ? Truth.Yes : Truth.No;
    }

    /// <summary>Why it is not known whether an end is a pod's own host, or such a pod.</summary>
    private static Unknowns WhyNot(ResolvedEnd end) => end.MayBeUnreadNode || end.MayBeUnreadPod ? Unknowns.Gap : Unknowns.Node;

    private static Truth IsOnOneNode(in Packet packet)
    {
        if (!packet.Source.MayBePod || !packet.Destination.MayBePod) return Truth.No;
        return packet.Source.Governed?.Node is not { } node || packet.Destination.Governed?.Node is not { } other ? Truth.Maybe : node == other ? Truth.Yes : Truth.No;
    }

    private static Verdict VerdictOf(Outcomes source, Outcomes destination)
    {
        if (source == Outcomes.Deny || destination == Outcomes.Deny) return Verdict.Deny;
        return source == Outcomes.Allow && destination == Outcomes.Allow ? Verdict.Allow : Verdict.Uncertain;
    }

    private static bool? IsIPv6(FlowEnd end)
    {
        if (end.Address is { } address) return address.IsIPv6;
        if (end.Endpoint is not { Addresses: { Count: > 0 } addresses }) return null;
        for (var index = 1; index < addresses.Count; index++)
        {
            if (addresses[index].IsIPv6 != addresses[0].IsIPv6) return null;
        }

        return addresses[0].IsIPv6;
    }

    // A host always reaches its own pods, whatever either's policies say: kubelet's probes cannot be cut (decision 7).
    private Outcomes JudgeOutgoing<TObserver>(Endpoint host, in Packet packet, ref Unknowns unknowns, ref TObserver observer)
        where TObserver : IWalkObserver
    {
        var toOwnPod = IsFromOwnHost(packet);
        if (toOwnPod == Truth.Yes) return Outcomes.Allow;
        var outcomes = Outcomes.None;
        if (toOwnPod == Truth.Maybe) (outcomes, unknowns) = (Outcomes.Allow, unknowns | WhyNot(packet.Destination));
        return outcomes | _hosts.Local(host, _hostEnds[host].Egress, packet, packet, isIngress: false, ref unknowns, ref observer);
    }

    /// <summary>A pod's interface, its own policies, and where the packet leaves the node one to the outside.</summary>
    private Outcomes JudgeFromPod<TObserver>(Endpoint pod, in Packet packet, ref Unknowns unknowns, ref TObserver observer)
        where TObserver : IWalkObserver
    {
        var outcomes = Outcomes.Allow;
        if (!_hosts.Matters)
            return Own(pod, isIngress: false, packet, ref unknowns, ref observer);
        var interfaces = _hosts.Of(pod.Node);
        var toOwnHost = IsToOwnHost(packet);
        var entered = _hosts.Enter(interfaces.OfPods, isOfPod: true, isForwarded: toOwnHost != Truth.Yes, packet, packet, ref unknowns, ref observer);
        if (toOwnHost == Truth.Maybe && entered != Outcomes.GoesOn) (entered, unknowns) = (entered | Outcomes.GoesOn, unknowns | Unknowns.Node);
        if (!Pass(entered, ref outcomes) || !Pass(Own(pod, isIngress: false, packet, ref unknowns, ref observer), ref outcomes)) return outcomes;
        var stays = toOwnHost == Truth.Yes ? Truth.Yes : IsOnOneNode(packet) is var together && together > toOwnHost ? together : toOwnHost;
        if (stays == Truth.Yes) return outcomes;
        var left = _hosts.Leave(interfaces.Outside, packet, ref unknowns, ref observer);
        if (stays == Truth.Maybe && left != Outcomes.GoesOn) (left, unknowns) = (left | Outcomes.GoesOn, unknowns | Unknowns.Node);
        Pass(left, ref outcomes);
        return outcomes;
    }

    /// <summary>The destination's side: where the packet comes from outside the node its interface, the endpoint's own policies, and a pod's interface.</summary>
    private Outcomes JudgeTo<TObserver>(Endpoint endpoint, in Packet before, in Packet packet, ref Unknowns unknowns, ref TObserver observer)
        where TObserver : IWalkObserver
    {
        if (endpoint.Kind == EndpointKind.Host) return _hosts.Local(endpoint, _hostEnds[endpoint].Ingress, before, packet, isIngress: true, ref unknowns, ref observer);
        var fromOwnHost = IsFromOwnHost(packet);
        if (fromOwnHost == Truth.Yes) return Outcomes.Allow;
        var always = Outcomes.None;
        if (fromOwnHost == Truth.Maybe) (always, unknowns) = (Outcomes.Allow, unknowns | WhyNot(packet.Source));
        if (!_hosts.Matters) return always | Own(endpoint, isIngress: true, packet, ref unknowns, ref observer);
        var outcomes = Outcomes.Allow;
        var interfaces = _hosts.Of(endpoint.Node);
        var stays = IsOnOneNode(packet);
        if (stays != Truth.Yes)
        {
            var entered = _hosts.Enter(interfaces.Outside, isOfPod: false, isForwarded: true, before, packet, ref unknowns, ref observer);
            if (stays == Truth.Maybe && entered != Outcomes.GoesOn) (entered, unknowns) = (entered | Outcomes.GoesOn, unknowns | Unknowns.Node);
            if (!Pass(entered, ref outcomes)) return always | outcomes;
        }

        if (Pass(Own(endpoint, isIngress: true, packet, ref unknowns, ref observer), ref outcomes)) Pass(_hosts.Leave(interfaces.OfPods, packet, ref unknowns, ref observer), ref outcomes);
        return always | outcomes;
    }

    /// <summary>Traffic that a client outside sends to a node, which sends it on: to another node it does so from an address of its own (decision 9).</summary>
    private Outcomes JudgeThrough<TObserver>(string node, Endpoint endpoint, in Packet packet, ref Unknowns unknowns, ref TObserver observer)
        where TObserver : IWalkObserver
    {
        // To which address and port the client sent it nobody has told.
        var before = packet with { Destination = ResolvedEnd.Unknown, DestinationPort = -1 };
        if (endpoint.Node == node) return JudgeTo(endpoint, before, packet, ref unknowns, ref observer);
        var outcomes = Outcomes.Allow;
        var interfaces = _hosts.Of(node);
        if (Pass(_hosts.Enter(interfaces.Outside, isOfPod: false, isForwarded: true, before, packet, ref unknowns, ref observer), ref outcomes)
            && Pass(_hosts.Leave(interfaces.Outside, packet, ref unknowns, ref observer), ref outcomes))
        {
            var arrived = Outcomes.None;
            foreach (var source in _ends.OfNode(node, packet.IsIPv6))
            {
                var sent = packet with { Source = source, SourcePort = -1 };
                arrived |= JudgeTo(endpoint, sent, sent, ref unknowns, ref observer);
            }

            if (arrived == Outcomes.Either) unknowns |= Unknowns.Address;
            Pass(arrived, ref outcomes);
        }

        if (endpoint.Node is not null) return outcomes;
        unknowns |= Unknowns.Node;
        return outcomes | JudgeTo(endpoint, before, packet, ref unknowns, ref observer);
    }

    private Outcomes Own<TObserver>(Endpoint pod, bool isIngress, in Packet packet, ref Unknowns unknowns, ref TObserver observer)
        where TObserver : IWalkObserver =>
        PolicyWalk.Run(_programs.Of(pod, isIngress, PolicyHook.Normal), PolicyHook.Normal, _workloadEnd, packet, Snapshot, ref unknowns, ref observer);

    /// <summary>Takes what a part of the way says into what all of it says.</summary>
    /// <returns>Whether some way leads on.</returns>
    private static bool Pass(Outcomes part, ref Outcomes whole)
    {
        whole |= part & Outcomes.Deny;
        if ((part & (Outcomes.Allow | Outcomes.GoesOn)) != Outcomes.None) return true;
        whole = Outcomes.Deny;
        return false;
    }

    private (SideTrace? Side, Outcomes Outcomes, Unknowns Unknowns) TraceSide(in Packet packet, bool isIngress)
    {
        var unknowns = Unknowns.None;
        var observer = new TraceObserver((isIngress ? packet.Destination : packet.Source).Governed, []);
        var outcomes = Judge(packet, isIngress, ref unknowns, ref observer);
        if ((isIngress ? packet.Destination : packet.Source).Governed is not { } endpoint) return (null, outcomes, outcomes == Outcomes.Either ? unknowns : Unknowns.None);
        var verdict = outcomes switch { Outcomes.Allow => Verdict.Allow, Outcomes.Deny => Verdict.Deny, _ => Verdict.Uncertain };
        if (verdict != Verdict.Uncertain) unknowns = Unknowns.None;
        return (SideTrace.Of(endpoint, isIngress, verdict, unknowns, observer.Steps), outcomes, unknowns);
    }

    /// <summary>The policies of an endpoint in one direction.</summary>
    internal EndpointProgram ProgramOf(Endpoint endpoint, bool isIngress, PolicyHook hook) => _programs.Of(endpoint, isIngress, hook);

    private ProfileEnd EndOf(Endpoint host, bool isIngress) => new(
        [.. host.Profiles.Select(name => (name, _profiles.TryGetValue(name, out var rules) ? isIngress ? rules.Ingress : rules.Egress : null))],
        Snapshot.IsComplete && !Snapshot.IsMissing("Profile"));
}
