using System.IO.Enumeration;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Quarantine;

/// <summary>Finds the pods that are meant. Pods that have ended are left out, unless they are named.</summary>
/// <remarks>O(pods) for each thing that is asked for.</remarks>
public sealed class QuarantineTargets
{
    private const string Forms = "See `kubectl get pods -A`; name pods as name or namespace/name, workloads as kind/name or namespace/kind/name.";

    private readonly PolicySnapshot _snapshot;
    private readonly PodOwners _owners;
    private readonly List<Pod> _pods;
    private readonly PodSelection _selection;
    private readonly List<QuarantineTarget> _found = [];
    private readonly List<QuarantineProblem> _problems = [];
    private readonly HashSet<Pod> _seen = new(ReferenceEqualityComparer.Instance);

    private QuarantineTargets(PolicySnapshot snapshot)
    {
        _snapshot = snapshot;
        _owners = new(snapshot.Resources);
        _pods = [.. snapshot.Resources.OfType<Pod>()];
        _selection = new(snapshot);
    }

    /// <summary>Finds them.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="query">What is asked for.</param>
    /// <returns>The pods, each once, and what is wrong with the rest.</returns>
    public static (IReadOnlyList<QuarantineTarget> Targets, IReadOnlyList<QuarantineProblem> Problems) Find(PolicySnapshot snapshot, QuarantineQuery query)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(query);
        var search = new QuarantineTargets(snapshot);
        foreach (var name in query.Names) search.FindPod(name, query);
        foreach (var workload in query.Workloads) search.FindWorkload(workload, query);
        if (query.Selector is { } selector) search.FindSelected(selector, query.Namespaces);
        if (query.IsForNamespaces) search.FindNamespaces(query.Namespaces);
        return (search._found, search._problems);
    }

    private void FindPod(string name, QuarantineQuery query)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        var own = name[(slash + 1)..];
        IReadOnlyList<string> namespaces = slash > 0 ? [name[..slash]] : query.Namespaces.Count > 0 ? query.Namespaces : [query.DefaultNamespace];
        Add(_pods.Where(pod => namespaces.Contains(NamespaceOf(pod)) && FileSystemName.MatchesSimpleExpression(own, pod.Name, ignoreCase: false)), $"pod {own} in {string.Join(", ", namespaces)}", isNamed: true);
    }

    private void FindWorkload(string text, QuarantineQuery query)
    {
        string? ns = null;
        string? kind = null;
        var parts = text.Split('/');
        switch (parts)
        {
            case [_]:
                break;
            case [var first, _] when WorkloadNames.KindOf(first) is { } word:
                kind = word;
                break;
            case [var first, _]:
                ns = first;
                break;
            case [var first, var second, _] when WorkloadNames.KindOf(second) is { } word:
                (ns, kind) = (first, word);
                break;
            default:
                _problems.Add(new(QuarantineFault.NotFound, text, $"'{text}' names no workload.", Forms));
                return;
        }

        var name = parts[^1];
        IReadOnlyList<string> namespaces = ns is not null ? [ns] : query.Namespaces.Count > 0 ? query.Namespaces : [query.DefaultNamespace];
        Add(_pods.Where(pod => namespaces.Contains(NamespaceOf(pod)) && IsOf(pod, kind, name)), $"pod of workload {text} in {string.Join(", ", namespaces)}", isNamed: false);
    }

    private bool IsOf(Pod pod, string? kind, string name)
    {
        if (pod.Owner is { } owner && owner.Name == name && (kind is null || owner.Kind == kind)) return true;
        var maker = _owners.WorkloadOf(pod);
        return kind is null ? maker[(maker.IndexOf(' ', StringComparison.Ordinal) + 1)..] == name : maker == $"{kind} {name}";
    }

    private void FindSelected(Selector selector, IReadOnlyList<string> namespaces)
    {
        Add(
            _pods.Where(pod => (namespaces.Count == 0 || namespaces.Contains(NamespaceOf(pod))) && _selection.Judge(selector, pod) == Truth.Yes),
            $"pod that {selector} selects", isNamed: false);
    }

    private void FindNamespaces(IReadOnlyList<string> namespaces)
    {
        foreach (var ns in namespaces) Add(_pods.Where(pod => NamespaceOf(pod) == ns), $"pod in namespace {ns}", isNamed: false);
    }

    private void Add(IEnumerable<Pod> pods, string what, bool isNamed)
    {
        var count = 0;
        foreach (var pod in pods)
        {
            if (pod.Phase is "Succeeded" or "Failed")
            {
                if (!isNamed) continue;
                count++;
                _problems.Add(new(QuarantineFault.Ended, Text(pod), $"Pod {Text(pod)} has ended ({pod.Phase}): there is nothing to isolate.", "Quarantine the pod that runs in its place."));
                continue;
            }

            count++;
            if (!_seen.Add(pod)) continue;
            if (pod.HostNetwork == true)
                _problems.Add(OfHostNetwork(Text(pod), pod.NodeName));
            else
                _found.Add(new(pod, _selection.EndpointOf(pod), _owners.WorkloadOf(pod)));
        }

        if (count == 0) _problems.Add(new(QuarantineFault.NotFound, what, $"There is no {what}.{Unread()}", Forms));
    }

    internal static QuarantineProblem OfHostNetwork(string pod, string? node) => new(
        QuarantineFault.HostNetwork,
        pod,
        $"Pod {pod} uses the network of its node{(node is null ? string.Empty : $" {node}")}: policy of pods does not apply to it, and a label would isolate nothing.",
        "Cordon and drain the node, or delete the pod; host endpoints with policies govern what nodes may do.");

    private string Unread() => _snapshot.Gaps.FirstOrDefault(gap => gap.Kind == "Pod") is { } gap ? $" But {gap}" : string.Empty;

    private static string NamespaceOf(Pod pod) => pod.Namespace ?? "default";

    private static string Text(Pod pod) => $"{NamespaceOf(pod)}/{pod.Name}";
}
