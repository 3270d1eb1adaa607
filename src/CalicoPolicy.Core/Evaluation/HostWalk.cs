using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>
/// What policies of hosts say of traffic: of their own, and of what they forward (calico-dataplane.md 3.3, felix/rules/static.go). Where
/// it is not known which host endpoint governs the interface, all that may are followed.
/// </summary>
/// <remarks>Allocates nothing.</remarks>
internal sealed class HostWalk
{
    private readonly PolicySnapshot _snapshot;
    private readonly PolicyPrograms _programs;
    private readonly HostFailsafes _failsafes;
    private readonly HostInterfaces _interfaces;
    private readonly bool _areUnread;

    /// <summary>Makes the walk.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="programs">The policies of each class of endpoints.</param>
    /// <param name="tiers">All tiers.</param>
    /// <param name="failsafes">The ports of hosts that stay open.</param>
    public HostWalk(PolicySnapshot snapshot, PolicyPrograms programs, CompiledTier[] tiers, HostFailsafes failsafes)
    {
        (_snapshot, _programs, _failsafes) = (snapshot, programs, failsafes);
        _interfaces = new(snapshot.Endpoints, HasPolicies, failsafes);
        _areUnread = snapshot.IsMissing("HostEndpoint")
            && tiers.Any(tier => tier.Gaps.Any(PolicyGaps.MaySelectHosts) || tier.Policies.Any(policy => policy.IsForForwarded || policy.IsPreDnat || policy.IsUntracked));
        Matters = _areUnread || _interfaces.Matter;
    }

    /// <summary>Whether any policy may have a say about traffic on its way through hosts.</summary>
    public bool Matters { get; }

    /// <summary>The interfaces of a node; null: of one that is not known.</summary>
    public NodeInterfaces Of(string? node) => _interfaces.Of(node);

    /// <summary>Traffic from or to the host itself.</summary>
    /// <param name="host">The host endpoint.</param>
    /// <param name="end">Its profiles.</param>
    /// <param name="before">The packet before addresses of services are translated.</param>
    /// <param name="packet">The packet.</param>
    /// <param name="isIngress">Whether it is for the host.</param>
    /// <param name="unknowns">What is not known.</param>
    /// <param name="observer">Sees what the packet goes through.</param>
    public Outcomes Local<TObserver>(Endpoint host, ProfileEnd end, in Packet before, in Packet packet, bool isIngress, ref Unknowns unknowns, ref TObserver observer)
        where TObserver : IWalkObserver
    {
        var staysOpen = _failsafes.Of(host, isIngress).LetThrough(packet, ref unknowns);
        if (staysOpen == Truth.Yes) return Outcomes.Allow;
        var outcomes = staysOpen == Truth.Maybe ? Outcomes.GoesOn | Outcomes.Allow : Outcomes.GoesOn;
        Then(Untracked(host, before, isIngress, ref unknowns, ref observer), ref outcomes);
        if (isIngress && outcomes.HasFlag(Outcomes.GoesOn)) Then(Run(host, PolicyHook.PreDnat, isIngress, null, before, ref unknowns, ref observer), ref outcomes);
        if (outcomes.HasFlag(Outcomes.GoesOn)) Then(Run(host, PolicyHook.Normal, isIngress, end, packet, ref unknowns, ref observer), ref outcomes);
        return outcomes;
    }

    /// <summary>Traffic that comes in through an interface and is not for a process of the host.</summary>
    /// <param name="hosts">The host endpoints that may govern the interface.</param>
    /// <param name="isOfPod">Whether it is a pod's interface, which untracked policies are not for.</param>
    /// <param name="isForwarded">Whether it goes on to another interface, and not to the host itself.</param>
    /// <param name="before">The packet before addresses of services are translated.</param>
    /// <param name="packet">The packet.</param>
    /// <param name="unknowns">What is not known.</param>
    /// <param name="observer">Sees what the packet goes through.</param>
    /// <returns>Whether it is denied, goes on, or may be either.</returns>
    public Outcomes Enter<TObserver>(Endpoint?[] hosts, bool isOfPod, bool isForwarded, in Packet before, in Packet packet, ref Unknowns unknowns, ref TObserver observer)
        where TObserver : IWalkObserver
    {
        var all = Outcomes.None;
        foreach (var host in hosts)
        {
            observer.At(host, hosts.Length == 1);
            Join(host is null ? Outcomes.GoesOn : Enter(host, isOfPod, isForwarded, before, packet, ref unknowns, ref observer), ref all, ref unknowns);
        }

        observer.At(null, true);
        return Unread(all, ref unknowns);
    }

    /// <summary>Forwarded traffic that goes out through an interface.</summary>
    /// <param name="hosts">The host endpoints that may govern the interface.</param>
    /// <param name="packet">The packet.</param>
    /// <param name="unknowns">What is not known.</param>
    /// <param name="observer">Sees what the packet goes through.</param>
    /// <returns>Whether it is denied, goes on, or may be either.</returns>
    public Outcomes Leave<TObserver>(Endpoint?[] hosts, in Packet packet, ref Unknowns unknowns, ref TObserver observer)
        where TObserver : IWalkObserver
    {
        var all = Outcomes.None;
        foreach (var host in hosts)
        {
            observer.At(host, hosts.Length == 1);
            var one = host is null ? Outcomes.GoesOn : Passing(Run(host, PolicyHook.Forward, isIngress: false, null, packet, ref unknowns, ref observer));
            Join(one, ref all, ref unknowns);
        }

        observer.At(null, true);
        return Unread(all, ref unknowns);
    }

    private Outcomes Enter<TObserver>(Endpoint host, bool isOfPod, bool isForwarded, in Packet before, in Packet packet, ref Unknowns unknowns, ref TObserver observer)
        where TObserver : IWalkObserver
    {
        // Failsafe ports stay open in the raw and mangle tables only.
        var outcomes = Outcomes.GoesOn;
        var unsure = Unknowns.None;
        var staysOpen = _failsafes.Of(host, isInbound: true).LetThrough(before, ref unsure);
        if (staysOpen != Truth.Yes)
        {
            if (!isOfPod) Then(Untracked(host, before, isIngress: true, ref unknowns, ref observer), ref outcomes);
            if (outcomes.HasFlag(Outcomes.GoesOn)) Then(Run(host, PolicyHook.PreDnat, isIngress: true, null, before, ref unknowns, ref observer), ref outcomes);
            if (outcomes != Outcomes.GoesOn && staysOpen == Truth.Maybe) (outcomes, unknowns) = (outcomes | Outcomes.GoesOn, unknowns | unsure);
        }

        if (isForwarded && outcomes.HasFlag(Outcomes.GoesOn)) Then(Run(host, PolicyHook.Forward, isIngress: true, null, packet, ref unknowns, ref observer), ref outcomes);
        return Passing(outcomes);
    }

    /// <summary>Untracked policies, which do not work for all interfaces; answers of failsafe ports get past them (static.go, failsafeInChain).</summary>
    private Outcomes Untracked<TObserver>(Endpoint host, in Packet packet, bool isIngress, ref Unknowns unknowns, ref TObserver observer)
        where TObserver : IWalkObserver
    {
        if (HostInterfaces.IsForAll(host)) return Outcomes.GoesOn;
        var unsure = Unknowns.None;
        var isAnswer = _failsafes.Of(host, !isIngress).LetAnswer(packet, ref unsure);
        if (isAnswer == Truth.Yes) return Outcomes.GoesOn;
        var outcomes = Run(host, PolicyHook.Untracked, isIngress, null, packet, ref unknowns, ref observer);
        if (outcomes != Outcomes.GoesOn && isAnswer == Truth.Maybe) (outcomes, unknowns) = (outcomes | Outcomes.GoesOn, unknowns | unsure);
        return outcomes;
    }

    private Outcomes Run<TObserver>(Endpoint host, PolicyHook hook, bool isIngress, ProfileEnd? end, in Packet packet, ref Unknowns unknowns, ref TObserver observer)
        where TObserver : IWalkObserver => PolicyWalk.Run(_programs.Of(host, isIngress, hook), hook, end, packet, _snapshot, ref unknowns, ref observer);

    private bool HasPolicies(Endpoint host) =>
        (!HostInterfaces.IsForAll(host) && _programs.Of(host, isIngress: true, PolicyHook.Untracked).Tiers.Length > 0)
        || _programs.Of(host, isIngress: true, PolicyHook.PreDnat).Tiers.Length > 0
        || _programs.Of(host, isIngress: true, PolicyHook.Forward).Tiers.Length > 0
        || _programs.Of(host, isIngress: false, PolicyHook.Forward).Tiers.Length > 0;

    private Outcomes Unread(Outcomes outcomes, ref Unknowns unknowns)
    {
        if (!_areUnread) return outcomes;
        unknowns |= Unknowns.Gap;
        return outcomes | Outcomes.Deny | Outcomes.GoesOn;
    }

    private static void Then(Outcomes next, ref Outcomes outcomes) => outcomes = (outcomes & ~Outcomes.GoesOn) | next;

    private static void Join(Outcomes one, ref Outcomes all, ref Unknowns unknowns)
    {
        if (all != Outcomes.None && all != one) unknowns |= Unknowns.Forwarded;
        all |= one;
    }

    /// <summary>What one policy lets through on its way others may still stop.</summary>
    private static Outcomes Passing(Outcomes outcomes) =>
        (outcomes & Outcomes.Deny) | ((outcomes & (Outcomes.Allow | Outcomes.GoesOn)) == Outcomes.None ? Outcomes.None : Outcomes.GoesOn);
}
