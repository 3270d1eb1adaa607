using CalicoPolicy.Core.Evaluation.Changes;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>
/// Answers questions about flows by name, as things are and with the staged policies. Names and services are looked up once; one
/// thread may use it.
/// </summary>
/// <remarks>An answer costs two verdicts for each pair of pods that its names stand for; what it went through is found when asked.</remarks>
public sealed class FlowTracer
{
    private readonly FlowEndNames _names;
    private readonly FlowEntry _entry;
    private readonly Dictionary<(Service Service, Protocol Protocol, int? Port), IReadOnlyList<(FlowEnd End, int Port)>> _backends = [];

    private FlowTracer(PolicySnapshot snapshot, FlowTracerOptions options, CancellationToken cancellationToken)
    {
        Snapshot = snapshot;
        Options = options;
        _names = new(snapshot, options.Namespace);
        _entry = new(_names);
        Enforced = PolicyEngine.Compile(snapshot, new() { View = PolicyView.Enforced, Dataplane = options.Dataplane }, cancellationToken);
        Pending = snapshot.Policies.Any(policy => policy is IStagedPolicy)
            ? PolicyEngine.Compile(snapshot, new() { View = options.Pending, Dataplane = options.Dataplane }, cancellationToken)
            : Enforced;
    }

    /// <summary>The snapshot.</summary>
    public PolicySnapshot Snapshot { get; }

    /// <summary>How questions are answered.</summary>
    public FlowTracerOptions Options { get; }

    /// <summary>The policies in force.</summary>
    public PolicyEngine Enforced { get; }

    /// <summary>Those that count with the staged ones; the same engine where nothing is staged.</summary>
    public PolicyEngine Pending { get; }

    /// <summary>Compiles the policies of a snapshot.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="options">How to answer; null: pending as Calico has it.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static FlowTracer Create(PolicySnapshot snapshot, FlowTracerOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return new(snapshot, options ?? new(), cancellationToken);
    }

    /// <summary>What becomes of a flow: one answer where it is the same for all pods that the names stand for, else one for each verdict.</summary>
    /// <param name="question">The flow.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="FlowQuestionException">A name stands for nothing or for several things, or there can be no such flow.</exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public IReadOnlyList<FlowAnswer> Ask(FlowQuestion question, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        var source = _names.Find(question.Source);
        var destination = _names.Find(question.Destination);
        var port = question.Protocol.HasPorts ? question.Port : null;
        Check(port, "port", 1, 65535);
        if (question.Protocol.HasPorts) Check(question.SourcePort, "port", 1, 65535);
        Check(question.IcmpType, "ICMP type", 0, 255);
        if (destination.Service is null && question.Node is null && source.Ends is [var from] && destination.Ends is [var to])
        {
            var leg = new FlowLeg(from, to, port, null, null);
            var (now, then) = Decide(question, leg);
            return [new(this, question, source, destination, [leg], now, then)];
        }

        return Ask(question, source, destination, port, cancellationToken);
    }

    /// <summary>Changes after which a flow of an answer has the other verdict, the smallest first; each was tried. None where it is uncertain.</summary>
    /// <param name="answer">The answer, of this tracer.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public IReadOnlyList<FlowChange> Suggest(FlowAnswer answer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return FlowChangeSearch.Run(Enforced, answer, cancellationToken);
    }

    /// <summary>The flow of a leg.</summary>
    internal static Flow FlowOf(FlowQuestion question, FlowLeg leg) => new(leg.Source, leg.Destination, question.Protocol)
    {
        SourcePort = question.Protocol.HasPorts ? question.SourcePort : null,
        DestinationPort = leg.Port,
        IcmpType = question.IcmpType,
        EntersThrough = leg.Node,
    };

    private static void Check(int? number, string what, int first, int last)
    {
        if (number is not { } given || (given >= first && given <= last)) return;
        throw new FlowQuestionException(
            FlowQuestionFault.Impossible, FormattableString.Invariant($"There is no {what} {given}."), FormattableString.Invariant($"Give one from {first} to {last}, or none."));
    }

    private List<FlowAnswer> Ask(FlowQuestion question, NamedEnd source, NamedEnd destination, int? port, CancellationToken cancellationToken)
    {
        var senders = source.Ends.Count > 0 ? source.Ends : ServiceBackends.PodsOf(source.Service!, Snapshot);
        var targets = destination.Service is { } service ? Backends(service, question.Protocol, port) : [.. destination.Ends.Select(end => (end, port))];
        var verdicts = new Dictionary<(Verdict, Verdict), List<FlowLeg>>();
        foreach (var (end, targetPort) in targets)
        {
            foreach (var sender in senders)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (sender.Endpoint is { Replicas: 1 } self && ReferenceEquals(self, end.Endpoint) && senders.Count * targets.Count > 1) continue;
                foreach (var (node, note) in _entry.NodesOf(sender, end, destination.Service, question.Node))
                {
                    var leg = new FlowLeg(sender, end, targetPort, node, note);
                    var verdict = Decide(question, leg);
                    if (!verdicts.TryGetValue(verdict, out var legs)) verdicts.Add(verdict, legs = []);
                    legs.Add(leg);
                }
            }
        }

        return [.. verdicts.Select(entry => new FlowAnswer(this, question, source, destination, entry.Value, entry.Key.Item1, entry.Key.Item2))];
    }

    private (Verdict Enforced, Verdict Pending) Decide(FlowQuestion question, FlowLeg leg)
    {
        var flow = FlowOf(question, leg);
        var verdict = Enforced.Decide(flow);
        return (verdict, ReferenceEquals(Pending, Enforced) ? verdict : Pending.Decide(flow));
    }

    private IReadOnlyList<(FlowEnd End, int? Port)> Backends(Service service, Protocol protocol, int? port)
    {
        if (!_backends.TryGetValue((service, protocol, port), out var backends))
            _backends.Add((service, protocol, port), backends = ServiceBackends.Of(service, protocol, port, Snapshot));
        return [.. backends.Select(backend => (backend.End is { Endpoint: null, Address: { } address } ? _names.At(address) : backend.End, (int?)backend.Port))];
    }
}
