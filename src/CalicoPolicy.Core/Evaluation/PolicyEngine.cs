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
    private const int Hooks = 4;

    private readonly CompiledTier[] _tiers;
    private readonly PolicyCompiler _compiler;
    private readonly EndResolver _ends;
    private readonly Dictionary<string, (CompiledRule[]? Ingress, CompiledRule[]? Egress)> _profiles = new(StringComparer.Ordinal);
    private readonly EndpointProgram?[] _programs;
    private readonly Dictionary<Endpoint, (ProfileEnd Ingress, ProfileEnd Egress)> _hostEnds = [];
    private readonly Dictionary<Endpoint, (FailsafePorts Ingress, FailsafePorts Egress)> _failsafePorts = [];

    // Which host interfaces a packet of a pod passes is not followed yet.
    private readonly bool _mayBeStoppedOnTheWay;

    // Every workload begins with the profile of its namespace, which allows everything.
    private readonly ProfileEnd _workloadEnd = new([(ProfileEnd.OfNamespace, null)], isComplete: true);

    private PolicyEngine(PolicySnapshot snapshot, EngineOptions options, CancellationToken cancellationToken)
    {
        (Snapshot, Options) = (snapshot, options);
        _compiler = new(snapshot);
        _tiers = TierCompiler.Compile(snapshot, options.View, _compiler, cancellationToken);
        _ends = new(snapshot);
        _programs = new EndpointProgram?[snapshot.Classes.Count * 2 * Hooks];
        foreach (var profile in snapshot.Resources.OfType<Profile>())
            _profiles[profile.Name] = (_compiler.Compile(profile, isIngress: true), _compiler.Compile(profile, isIngress: false));
        _mayBeStoppedOnTheWay = MayHideStops(snapshot, options.View, _tiers) || snapshot.Endpoints.Any(host => host.Kind == EndpointKind.Host && _tiers.Any(tier => tier.Policies.Any(policy =>
            (policy.IsForForwarded || policy.IsPreDnat || policy.IsUntracked) && (policy.Selector is null || policy.Selector.OfClass(host.LabelClass) != Truth.No))));
        foreach (var endpoint in snapshot.Endpoints)
        {
            if (endpoint.Kind != EndpointKind.Host) continue;
            _hostEnds[endpoint] = (EndOf(endpoint, isIngress: true), EndOf(endpoint, isIngress: false));
            _failsafePorts[endpoint] = (
                new(snapshot.Felix.FailsafePortsOf(endpoint.Node, isInbound: true), isInbound: true),
                new(snapshot.Felix.FailsafePortsOf(endpoint.Node, isInbound: false), isInbound: false));
        }
    }

    /// <summary>The snapshot.</summary>
    public PolicySnapshot Snapshot { get; }

    /// <summary>How policies are evaluated.</summary>
    public EngineOptions Options { get; }

    /// <summary>By what the policies tell ends of flows apart.</summary>
    internal PolicyCompiler Criteria => _compiler;

    /// <summary>Looks up the ends of flows.</summary>
    internal EndResolver Ends => _ends;

    /// <summary>Whether policies for traffic on its way through a host may have a say.</summary>
    internal bool MayBeStoppedOnTheWay => _mayBeStoppedOnTheWay;

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
        var (egress, source) = TraceSide(packet, isIngress: false);
        var (ingress, destination) = TraceSide(packet, isIngress: true);
        return new() { Flow = flow, Verdict = VerdictOf(source, destination), Egress = egress, Ingress = ingress };
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
            if (toOwnHost == Truth.Yes && !host.HasFlag(Outcomes.GoesOn)) return host;
            outcomes = host & ~Outcomes.GoesOn;
            if (toOwnHost == Truth.Maybe) unknowns |= Unknowns.Node;
            if (outcomes == Outcomes.Either) return outcomes;
        }

        var side = isIngress ? packet.Destination : packet.Source;
        if (side.Governed is not { } endpoint)
        {
            if (!side.MayBeUnreadEndpoint) return outcomes | Outcomes.Allow;
            unknowns |= Unknowns.Gap;
            return Outcomes.Either;
        }

        // A host always reaches its own pods, whatever either's policies say: kubelet's probes cannot be cut (decision 7).
        var fromOwnHost = IsFromOwnHost(packet);
        if (fromOwnHost == Truth.Yes) return Outcomes.Allow;
        if (fromOwnHost == Truth.Maybe) (outcomes, unknowns) = (outcomes | Outcomes.Allow, unknowns | Unknowns.Node);
        if (endpoint.Kind == EndpointKind.Host) return outcomes | JudgeHost(endpoint, packet, isIngress, ref unknowns, ref observer);
        if (_mayBeStoppedOnTheWay && !IsOnOneNode(packet))
        {
            unknowns |= Unknowns.Forwarded;
            return Outcomes.Either;
        }

        return outcomes | PolicyWalk.Run(ProgramOf(endpoint, isIngress, PolicyHook.Normal), PolicyHook.Normal, _workloadEnd, packet, Snapshot, ref unknowns, ref observer);
    }

    /// <summary>Whether something that could not be read may stop traffic on its way: policies of hosts that are there, or hosts under policies that are.</summary>
    private static bool MayHideStops(PolicySnapshot snapshot, PolicyView view, CompiledTier[] tiers)
    {
        var hidesPolicies = PolicyGaps.Of(snapshot, view).Any(PolicyGaps.MaySelectHosts);
        if (!snapshot.IsMissing("HostEndpoint")) return hidesPolicies && snapshot.Endpoints.Any(endpoint => endpoint.Kind == EndpointKind.Host);
        return hidesPolicies || tiers.Any(tier => tier.Policies.Any(policy => policy.IsForForwarded || policy.IsPreDnat || policy.IsUntracked));
    }

    /// <summary>Ports of a host that stay open in one direction.</summary>
    internal FailsafePorts FailsafePortsOf(Endpoint host, bool isIngress) => isIngress ? _failsafePorts[host].Ingress : _failsafePorts[host].Egress;

    /// <summary>What traffic of an endpoint goes through in one direction, in order.</summary>
    internal IReadOnlyList<PolicyStage> StagesOf(Endpoint endpoint, bool isIngress)
    {
        if (endpoint.Kind == EndpointKind.Workload) return [new(ProgramOf(endpoint, isIngress, PolicyHook.Normal), PolicyHook.Normal, _workloadEnd)];
        var end = isIngress ? _hostEnds[endpoint].Ingress : _hostEnds[endpoint].Egress;
        PolicyStage untracked = new(ProgramOf(endpoint, isIngress, PolicyHook.Untracked), PolicyHook.Untracked, null);
        PolicyStage normal = new(ProgramOf(endpoint, isIngress, PolicyHook.Normal), PolicyHook.Normal, end);
        return isIngress ? [untracked, new(ProgramOf(endpoint, isIngress, PolicyHook.PreDnat), PolicyHook.PreDnat, null), normal] : [untracked, normal];
    }

    private static Truth IsFromOwnHost(in Packet packet) => IsNodeOf(packet.Source, packet.Destination);

    private static Truth IsToOwnHost(in Packet packet) => IsNodeOf(packet.Destination, packet.Source);

    private static Truth IsNodeOf(ResolvedEnd host, ResolvedEnd pod)
    {
        if (pod.Governed is not { Kind: EndpointKind.Workload } && !pod.MayBeUnreadPod) return Truth.No;
        if (host.Governed is { Kind: EndpointKind.Workload }) return Truth.No;
        if (host.Nodes.Length == 0) return host.MayBeUnreadNode ? Truth.Maybe : Truth.No;
        return pod.Governed?.Node is not { } node ? Truth.Maybe : host.Nodes.Contains(node) ? Truth.Yes : Truth.No;
    }

    private static bool IsOnOneNode(in Packet packet) => packet.Source.Governed is { Kind: EndpointKind.Workload, Node: { } node }
        && packet.Destination.Governed is { Kind: EndpointKind.Workload } other && other.Node == node;

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

    private Outcomes JudgeHost<TObserver>(Endpoint host, in Packet packet, bool isIngress, ref Unknowns unknowns, ref TObserver observer)
        where TObserver : IWalkObserver
    {
        var staysOpen = FailsafePortsOf(host, isIngress).LetThrough(packet, ref unknowns);
        if (staysOpen == Truth.Yes) return Outcomes.Allow;
        var outcomes = staysOpen == Truth.Maybe ? Outcomes.Allow : Outcomes.GoesOn;
        foreach (var hook in (ReadOnlySpan<PolicyHook>)[PolicyHook.Untracked, PolicyHook.PreDnat, PolicyHook.Normal])
        {
            if (hook == PolicyHook.PreDnat && !isIngress) continue;
            var end = hook == PolicyHook.Normal ? isIngress ? _hostEnds[host].Ingress : _hostEnds[host].Egress : null;
            outcomes = (outcomes & ~Outcomes.GoesOn)
                | PolicyWalk.Run(ProgramOf(host, isIngress, hook), hook, end, packet, Snapshot, ref unknowns, ref observer);
            if (!outcomes.HasFlag(Outcomes.GoesOn)) return outcomes;
        }

        return outcomes;
    }

    private (SideTrace? Side, Outcomes Outcomes) TraceSide(in Packet packet, bool isIngress)
    {
        var unknowns = Unknowns.None;
        var observer = new TraceObserver((isIngress ? packet.Destination : packet.Source).Governed, []);
        var outcomes = Judge(packet, isIngress, ref unknowns, ref observer);
        if ((isIngress ? packet.Destination : packet.Source).Governed is not { } endpoint) return (null, outcomes);
        var verdict = outcomes switch { Outcomes.Allow => Verdict.Allow, Outcomes.Deny => Verdict.Deny, _ => Verdict.Uncertain };
        return (SideTrace.Of(endpoint, isIngress, verdict, verdict == Verdict.Uncertain ? unknowns : Unknowns.None, observer.Steps), outcomes);
    }

    private EndpointProgram ProgramOf(Endpoint endpoint, bool isIngress, PolicyHook hook)
    {
        var place = (((endpoint.LabelClass * 2) + (isIngress ? 1 : 0)) * Hooks) + (int)hook;

        // Two threads may make the same program; one of them is kept.
        return _programs[place] ??= EndpointProgram.Of(_tiers, endpoint.LabelClass, endpoint.Labels, isIngress, hook, Options.IndexFrom);
    }

    private ProfileEnd EndOf(Endpoint host, bool isIngress) => new(
        [.. host.Profiles.Select(name => (name, _profiles.TryGetValue(name, out var rules) ? isIngress ? rules.Ingress : rules.Egress : null))],
        Snapshot.IsComplete && !Snapshot.IsMissing("Profile"));
}
