using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Evaluation.Changes;

/// <summary>
/// Looks for changes after which all flows of an answer have the other verdict. Each is tried: the snapshot is compiled with it and
/// asked again.
/// </summary>
/// <remarks>At most <see cref="MostTried"/> compilations, and a few of each kind.</remarks>
internal sealed class FlowChangeSearch
{
    private const int MostTried = 60;
    private const int MostOfSide = 12;
    private const int MostOfKind = 2;

    private readonly PolicyEngine _engine;
    private readonly IReadOnlyList<Flow> _flows;
    private readonly Verdict _wanted;
    private readonly CancellationToken _cancellationToken;

    private FlowChangeSearch(PolicyEngine engine, FlowAnswer answer, CancellationToken cancellationToken)
    {
        _engine = engine;
        _flows = [.. answer.Flows];
        _wanted = answer.Verdict == Verdict.Deny ? Verdict.Allow : Verdict.Deny;
        _cancellationToken = cancellationToken;
    }

    /// <summary>The changes, the smallest first; none where the verdict is not certain.</summary>
    public static IReadOnlyList<FlowChange> Run(PolicyEngine engine, FlowAnswer answer, CancellationToken cancellationToken) =>
        answer.Verdict == Verdict.Uncertain ? [] : new FlowChangeSearch(engine, answer, cancellationToken).Run(answer.Trace);

    private List<FlowChange> Run(FlowTrace trace)
    {
        var action = _wanted == Verdict.Allow ? PolicyAction.Allow : PolicyAction.Deny;
        var sides = new[] { trace.Egress, trace.Ingress }.OfType<SideTrace>()
            .Where(side => _wanted == Verdict.Deny || side.Verdict == Verdict.Deny).Select(side => Edits(new(_engine, trace.Flow, side, action))).ToList();
        var found = new List<FlowChange>();
        var tried = 0;
        var isNarrow = false;
        foreach (var edits in Combined(sides))
        {
            _cancellationToken.ThrowIfCancellationRequested();
            var kind = edits.Max(edit => edit.Kind);
            if (found.Count(change => change.Kind == kind) >= MostOfKind) continue;

            // A policy of its own is for where no policy can carry the rule, or only one that is about others as well.
            if (kind == FlowChangeKind.Policy && edits.All(edit => IsCarried(edit, sides, found))) continue;
            // Whoever can do it with one endpoint need not do it with many.
            if (kind == FlowChangeKind.Rule && isNarrow && edits.Sum(edit => edit.Breadth) > 0) continue;
            if (++tried > MostTried) break;
            var changed = Apply(edits);
            if (!Flips(changed)) continue;
            isNarrow |= kind == FlowChangeKind.Rule && edits.Sum(edit => edit.Breadth) == 0;
            found.Add(new() { Kind = kind, Description = string.Join(" ", edits.Select(edit => edit.Description)), Resources = changed });
        }

        return found;
    }

    private static List<FlowEdit> Edits(ChangeSide side) =>
    [
        .. RuleEdits.Of(side).OrderBy(edit => edit.Breadth).Take(MostOfSide / 3),
        .. LabelEdits.Of(side).Take(MostOfSide),
        .. OrderEdits.Of(side).OrderBy(edit => edit.Breadth).Take(MostOfSide / 3),
        .. PolicyEdits.Of(side).OrderBy(edit => edit.Breadth).Take(MostOfSide / 3),
        .. TierEdits.Of(side),
    ];

    // To be let through a flow needs both sides that deny; to be denied one is enough.
    private IEnumerable<FlowEdit[]> Combined(List<List<FlowEdit>> sides)
    {
        if (_wanted == Verdict.Deny || sides.Count < 2)
            return sides.SelectMany(side => side).OrderBy(edit => edit.Kind).ThenBy(edit => edit.Breadth).Select(edit => (FlowEdit[])[edit]);
        var pairs = sides[0].SelectMany(one => sides[1].Select(other => (FlowEdit[])[one, other]));
        return pairs.Where(pair => !(ReferenceEquals(pair[0].Target, pair[1].Target) && pair[0].Kind == pair[1].Kind && pair[0].Kind is FlowChangeKind.Order or FlowChangeKind.TierDefault))
            .OrderBy(pair => pair.Max(edit => edit.Kind)).ThenBy(pair => pair.Sum(edit => (int)edit.Kind)).ThenBy(pair => pair.Sum(edit => edit.Breadth));
    }

    private static bool IsCarried(FlowEdit edit, List<List<FlowEdit>> sides, List<FlowChange> found) =>
        edit.Kind != FlowChangeKind.Policy || (found.Exists(change => change.Kind == FlowChangeKind.Rule)
            && sides.Exists(side => side.Contains(edit) && side.Exists(other => other is { Kind: FlowChangeKind.Rule, Breadth: 0 })));

    private static List<Resource> Apply(FlowEdit[] edits)
    {
        var changed = new List<Resource>();
        var befores = new List<Resource>();
        foreach (var edit in edits)
        {
            var place = befores.FindIndex(before => ReferenceEquals(before, edit.Target));
            if (place >= 0)
            {
                changed[place] = edit.Apply(changed[place]);
                continue;
            }

            befores.Add(edit.Target);
            changed.Add(edit.Apply(edit.Target));
        }

        return changed;
    }

    private bool Flips(List<Resource> changed)
    {
        var snapshot = _engine.Snapshot.With(changed, cancellationToken: _cancellationToken);
        var engine = PolicyEngine.Compile(snapshot, _engine.Options, _cancellationToken);
        var ends = new Dictionary<(string, string?, string), Endpoint>();
        foreach (var endpoint in snapshot.Endpoints) ends[KeyOf(endpoint)] = endpoint;
        foreach (var flow in _flows)
        {
            if (engine.Decide(flow with { Source = In(flow.Source), Destination = In(flow.Destination) }) != _wanted) return false;
        }

        return true;

        FlowEnd In(FlowEnd end) => end.Endpoint is { } endpoint ? end with { Endpoint = ends[KeyOf(endpoint)] } : end;
    }

    private static (string Kind, string? Namespace, string Name) KeyOf(Endpoint endpoint) => (endpoint.Resource.Kind, endpoint.Namespace, endpoint.Name);
}
