using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Publishing.Guard;

/// <summary>Flows that are lost for the same reason.</summary>
internal sealed class LockoutGroup(LockoutKey key, GuardFlow first, GuardVerdict verdict, FlowTrace trace)
{
    private const int MostExamples = 10;

    private readonly HashSet<object> _hit = [];
    private readonly List<string> _traffic = [];
    private readonly List<string> _examples = [];
    private readonly SortedSet<string> _namespaces = new(StringComparer.Ordinal);
    private long _count;

    /// <summary>The side of a flow that denies it.</summary>
    public static SideTrace? SideOf(FlowTrace trace) => trace.Egress?.Verdict == Verdict.Deny ? trace.Egress : trace.Ingress?.Verdict == Verdict.Deny ? trace.Ingress : null;

    /// <summary>Adds a flow.</summary>
    public void Add(GuardFlow flow)
    {
        if (!_traffic.Contains(flow.Traffic)) _traffic.Add(flow.Traffic);
        if (!_hit.Add(flow.Hit.Identity ?? flow.Hit)) return;
        _count += flow.Hit.Count;
        if (flow.Hit.Namespace is { } ns) _namespaces.Add(ns);
        foreach (var name in flow.Hit.Examples.Take(MostExamples - _examples.Count)) _examples.Add(name);
    }

    /// <summary>The lockout.</summary>
    public Lockout ToLockout(GuardScene scene, GuardChange change, LockoutFix fix)
    {
        var side = key.After == Verdict.Deny ? SideOf(trace) : null;
        var decider = side?.Decider;

        // Where no policy decides it is the host endpoint that does, by what it lacks.
        var place = decider?.Policy?.Location ?? (side is { Decider.Tier: null, Endpoint.Kind: EndpointKind.Host } ? side.Endpoint.Resource.Location : Location.None);
        return new()
        {
            Family = key.Family,
            Cause = key.Cause,
            Flow = FlowText(),
            EndpointCount = _count,
            Endpoints = _examples,
            Namespaces = [.. _namespaces],
            Before = key.Before,
            Verdict = key.After,
            Tier = decider?.Tier,
            Policy = decider?.PolicyName,
            Rule = decider?.RuleName,
            File = place.File,
            Line = decider?.Line ?? (place.IsKnown ? place.Line : null),
            Reason = LockoutReason.Of(scene, change, key, verdict, trace, first),
            Fix = fix.Of(key, verdict, trace, first, _traffic, hasOthers: _hit.Count > 1),
            IsAllowed = key.IsAllowed,
        };
    }

    private string FlowText()
    {
        var hit = Hit();
        var ports = string.Join(", ", _traffic.Take(6)) + (_traffic.Count > 6 ? FormattableString.Invariant($" and {_traffic.Count - 6} more ports") : string.Empty);
        return key.HitsDestination ? $"{key.Peer} -> {hit}, {ports}" : $"{hit} -> {key.Peer}, {ports}";
    }

    private string Hit()
    {
        var what = _namespaces.Count == 0 ? "host" : "pod";
        var examples = string.Join(", ", _examples.Take(2));
        if (_examples.Count == 0) return first.Hit.Name;
        if (_count == 1) return $"{what} {examples}";
        var where = _namespaces.Count > 1 ? FormattableString.Invariant($" of {_namespaces.Count} namespaces") : _namespaces.Count == 1 ? $" of {_namespaces.Min}" : string.Empty;
        return FormattableString.Invariant($"{_count} {what}s{where} ({examples}{(_count > 2 ? ", ..." : string.Empty)})");
    }
}
