namespace CalicoPolicy.Core.Evaluation;

/// <summary>What becomes of a flow that somebody asked about. What it goes through is found when it is first asked for.</summary>
public sealed class FlowAnswer
{
    private readonly FlowTracer _tracer;
    private readonly IReadOnlyList<FlowLeg> _legs;
    private readonly NamedEnd _source;
    private readonly NamedEnd _destination;
    private readonly FlowQuestion _question;

    internal FlowAnswer(FlowTracer tracer, FlowQuestion question, NamedEnd source, NamedEnd destination, IReadOnlyList<FlowLeg> legs, Verdict verdict, Verdict pending)
    {
        (_tracer, _question, _source, _destination, _legs) = (tracer, question, source, destination, legs);
        (Verdict, PendingVerdict) = (verdict, pending);
    }

    private FlowAnswer(FlowAnswer other, IReadOnlyList<FlowChange> changes)
        : this(other._tracer, other._question, other._source, other._destination, other._legs, other.Verdict, other.PendingVerdict) => SuggestedChanges = changes;

    /// <summary>The cluster; null where the snapshot is made of files.</summary>
    public string? Cluster => _tracer.Snapshot.Cluster;

    /// <summary>Who sends: the pod where this is about one, else the name that was given.</summary>
    public string Source => NameOf(_source, leg => leg.Source);

    /// <summary>Who it is for.</summary>
    public string Destination => _destination.Service is null ? NameOf(_destination, leg => leg.Destination) : _destination.Name;

    /// <summary>The protocol.</summary>
    public string Protocol => _question.Protocol.ToString();

    /// <summary>The port that was asked about; null where none was given.</summary>
    public int? Port => _question.Port;

    /// <summary>What becomes of it.</summary>
    public Verdict Verdict { get; }

    /// <summary>What will become of it with the staged policies.</summary>
    public Verdict PendingVerdict { get; }

    /// <summary>Whether the staged policies change it.</summary>
    public bool IsPendingDifferent => PendingVerdict != Verdict;

    /// <summary>Why, in words; of what is uncertain, what is not known and what to do about it.</summary>
    public string Reason => FlowReason.Of(Trace);

    /// <summary>Why with the staged policies.</summary>
    public string PendingReason => FlowReason.Of(PendingTrace);

    /// <summary>What is not known and makes a difference.</summary>
    public Unknowns Unknowns => Trace.Unknowns;

    /// <summary>What there is to say of how the names were taken and of what becomes of addresses on the way.</summary>
    public IReadOnlyList<string> Notes => field ??= [.. NotesOf()];

    /// <summary>How many pairs of pods, or of a pod and an address, the answer stands for.</summary>
    public int FlowCount => _legs.Count;

    /// <summary>The flow, as policy sees it; of several, the first.</summary>
    public Flow Flow => FlowTracer.FlowOf(_question, _legs[0]);

    /// <summary>The flow and what it goes through.</summary>
    public FlowTrace Trace => field ??= _tracer.Enforced.Trace(Flow);

    /// <summary>What it will go through with the staged policies.</summary>
    public FlowTrace PendingTrace => field ??= ReferenceEquals(_tracer.Pending, _tracer.Enforced) ? Trace : _tracer.Pending.Trace(Flow);

    /// <summary>What the source's policies say; null where it is no endpoint.</summary>
    public SideTrace? Egress => Trace.Egress;

    /// <summary>What the destination's policies say; null where it is no endpoint.</summary>
    public SideTrace? Ingress => Trace.Ingress;

    /// <summary>What the source's policies will say.</summary>
    public SideTrace? PendingEgress => PendingTrace.Egress;

    /// <summary>What the destination's policies will say.</summary>
    public SideTrace? PendingIngress => PendingTrace.Ingress;

    /// <summary>The tier that decided for the source; null where none did.</summary>
    public string? EgressTier => Egress?.Decider?.Tier;

    /// <summary>The policy that decided there; at the end of a tier the last one that selects the source.</summary>
    public string? EgressPolicy => PolicyOf(Egress);

    /// <summary>The rule's place in the policy; null at the end of a tier.</summary>
    public string? EgressRule => RuleOf(Egress);

    /// <summary>The file of the rule.</summary>
    public string? EgressFile => Egress?.Decider?.File;

    /// <summary>The rule's line, from 1.</summary>
    public int? EgressLine => Egress?.Decider?.Line;

    /// <summary>The tier that decided for the destination; null where none did.</summary>
    public string? IngressTier => Ingress?.Decider?.Tier;

    /// <summary>The policy that decided there; at the end of a tier the last one that selects the destination.</summary>
    public string? IngressPolicy => PolicyOf(Ingress);

    /// <summary>The rule's place in the policy; null at the end of a tier.</summary>
    public string? IngressRule => RuleOf(Ingress);

    /// <summary>The file of the rule.</summary>
    public string? IngressFile => Ingress?.Decider?.File;

    /// <summary>The rule's line, from 1.</summary>
    public int? IngressLine => Ingress?.Decider?.Line;

    /// <summary>All that the flow goes through on the way out, in short.</summary>
    public IReadOnlyList<string> EgressSteps => StepsOf(Egress);

    /// <summary>All that the flow goes through on the way in, in short.</summary>
    public IReadOnlyList<string> IngressSteps => StepsOf(Ingress);

    /// <summary>The policy that has the last word, on the side that decides: where it is denied the first that does.</summary>
    public string? DecidedBy
    {
        get
        {
            if (Verdict == Verdict.Uncertain) return null;
            if (Trace.HostAction is not null && Egress?.Verdict != Verdict.Deny) return "defaultEndpointToHostAction";
            var side = Verdict == Verdict.Deny && Egress?.Verdict == Verdict.Deny ? Egress : Ingress?.Decider is null ? Egress : Ingress;
            return side?.Decider is not { } decider ? null
                : decider.Tier is null ? decider.Profile ?? "no profile"
                : decider.RulePath is null ? $"{side.Direction.ToString().ToLowerInvariant()} end of {decider.Tier}"
                : $"{PolicyOf(side)} {RuleOf(side)}";
        }
    }

    /// <summary>What could be changed for another verdict, the smallest change first; empty where nobody asked.</summary>
    public IReadOnlyList<FlowChange> SuggestedChanges { get; } = [];

    /// <summary>The flows that it stands for.</summary>
    internal IEnumerable<Flow> Flows => _legs.Select(leg => FlowTracer.FlowOf(_question, leg));

    /// <summary>The answer with what could be changed.</summary>
    public FlowAnswer WithChanges(IReadOnlyList<FlowChange> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        return new(this, changes);
    }

    /// <summary>The question and the verdict on one line.</summary>
    public override string ToString() =>
        $"{Source} -> {Destination} {Protocol}{(Port is { } port ? FormattableString.Invariant($"/{port}") : string.Empty)}: {Verdict}{(IsPendingDifferent ? $" (pending {PendingVerdict})" : string.Empty)}";

    private static string? PolicyOf(SideTrace? side) => side?.Decider?.PolicyName;

    private static string? RuleOf(SideTrace? side) => side?.Decider?.RuleName;

    private static IReadOnlyList<string> StepsOf(SideTrace? side) => side is null ? [] : [.. side.Steps.Select(step => step.ToShort())];

    // An address stays what was asked for, whoever has it.
    private string NameOf(NamedEnd named, Func<FlowLeg, FlowEnd> endOf)
    {
        if (named.Ends.Count <= 1) return named.Name;
        var first = endOf(_legs[0]);
        return _legs.All(leg => endOf(leg) == first) && named.Ends.Contains(first) ? first.ToString() : named.Name;
    }

    private IEnumerable<string> NotesOf()
    {
        if (_source.Note is { } source) yield return source;
        if (_destination.Note is { } destination) yield return destination;
        if (_destination.Service is { } service)
        {
            var ends = _legs.Select(leg => (leg.Destination, leg.Port)).Distinct().Select(end => FormattableString.Invariant($"{end.Destination}:{end.Port}")).ToList();
            yield return $"{service} leads to {string.Join(", ", ends.Take(3))}{(ends.Count > 3 ? $" and {ends.Count - 3} more" : string.Empty)}.";
        }

        foreach (var note in _legs.Select(leg => leg.Note).OfType<string>().Distinct().Take(5)) yield return note;
        if (_legs.Count > 1) yield return FormattableString.Invariant($"The answer is the same for {_legs.Count} pairs of ends; shown is the first.");
    }
}
