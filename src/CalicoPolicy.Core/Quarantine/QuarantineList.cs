using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Quarantine;

/// <summary>
/// What is quarantined in a snapshot: pods that carry the label, pods that policies were made for, and pods on record that have gone.
/// </summary>
public sealed class QuarantineList
{
    private readonly PolicySnapshot _snapshot;
    private readonly QuarantineTemplate _template;
    private readonly DateTimeOffset _now;
    private readonly IsolationProver _prover;
    private readonly PodOwners _owners;
    private readonly Dictionary<(string Namespace, string Name), Pod> _pods = [];
    private readonly Dictionary<Resource, Endpoint> _endpoints = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<Pod> _caught = new(ReferenceEqualityComparer.Instance);
    private readonly CancellationToken _cancellation;

    private QuarantineList(PolicySnapshot snapshot, QuarantineTemplate template, DateTimeOffset now, CancellationToken cancellationToken)
    {
        (_snapshot, _template, _now, _cancellation) = (snapshot, template, now, cancellationToken);
        _prover = new(PolicyEngine.Compile(snapshot, cancellationToken: cancellationToken));
        _owners = new(snapshot.Resources);
        foreach (var pod in snapshot.Resources.OfType<Pod>()) _pods[(NamespaceOf(pod), pod.Name)] = pod;
        foreach (var endpoint in snapshot.Endpoints) _endpoints[endpoint.Resource] = endpoint;
    }

    /// <summary>Finds it all, and proves of each pod that is there whether it is isolated.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="template">The tier, policy and label of the quarantine.</param>
    /// <param name="now">The time that says what has expired.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static IReadOnlyList<PodQuarantine> Of(PolicySnapshot snapshot, QuarantineTemplate template, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(template);
        var list = new QuarantineList(snapshot, template, now, cancellationToken);
        var policies = QuarantinePolicies.In(snapshot, template).ToList();
        var found = list.Labelled().Concat(policies.Where(policy => policy.Name != template.PolicyName).SelectMany(list.Caught)).ToList();
        var known = found.Select(pod => (pod.Policy, pod.Uid)).ToHashSet();
        found.AddRange(policies.SelectMany(policy => QuarantineEntry.Of(policy.Annotations).Where(entry => !known.Contains((policy.Name, entry.Uid))).Select(entry => list.Missing(policy, entry))));
        return [.. found.OrderBy(pod => pod.Namespace, StringComparer.Ordinal).ThenBy(pod => pod.Name, StringComparer.Ordinal).ThenBy(pod => pod.State)];
    }

    private static string NamespaceOf(Pod pod) => pod.Namespace ?? "default";

    private static bool HasEnded(Pod pod) => pod.Phase is "Succeeded" or "Failed";

    private List<PodQuarantine> Labelled()
    {
        var found = new List<PodQuarantine>();
        foreach (var pod in _pods.Values)
        {
            var isMarked = pod.Annotations.TryGetValue(QuarantineMarks.Label, out var key);
            if (HasEnded(pod) || !(pod.Labels.TryGetValue(isMarked ? key! : _template.Label.Key, out var value) && value == _template.Label.Value)) continue;
            if (isMarked && key != _template.Label.Key) continue;
            _caught.Add(pod);
            found.Add(Of(pod, QuarantineMeans.Label, _template.PolicyName, QuarantineNote.Of(pod.Annotations), pod.Annotations.TryGetValue(QuarantineMarks.Uid, out var uid) ? uid : null));
        }

        return found;
    }

    private IEnumerable<PodQuarantine> Caught(GlobalNetworkPolicy policy)
    {
        var entries = QuarantineEntry.Of(policy.Annotations).ToList();
        foreach (var (resource, _) in QuarantinePolicies.CaughtBy(policy, _snapshot))
        {
            if (resource is not Pod pod) continue;
            _caught.Add(pod);
            var entry = entries.Find(entry => entry.Namespace == NamespaceOf(pod) && entry.Name == pod.Name);

            // Whom the policy catches beside those it was made for has no time of its own, and so never expires.
            yield return Of(pod, QuarantineMeans.Policy, policy.Name, entry?.Note ?? QuarantineNote.None, entry?.Uid);
        }
    }

    private PodQuarantine Of(Pod pod, QuarantineMeans means, string policy, QuarantineNote note, string? uid)
    {
        var isolation = pod.HostNetwork == true ? Unproven("The pod uses its node's network: policy of pods does not apply to it.", OpenFlowKind.Allowed)
            : _endpoints.TryGetValue(pod, out var endpoint) ? _prover.Prove(endpoint, one => one.Name == policy && one.Tier == _template.Tier, _cancellation)
            : Unproven("The pod has no address yet, so that there is nothing to prove. Ask again when it runs.", OpenFlowKind.Uncertain);
        var found = Known(NamespaceOf(pod), pod.Name, _owners.WorkloadOf(pod), policy, note) with { Means = means, Uid = uid, Node = pod.NodeName };
        return found with { IsIsolated = isolation.IsIsolated, StillOpen = isolation.StillOpen };
    }

    /// <summary>A pod on record that nothing quarantines any more.</summary>
    private PodQuarantine Missing(GlobalNetworkPolicy policy, QuarantineEntry entry)
    {
        var others = _pods.Values.Where(pod => NamespaceOf(pod) == entry.Namespace && !HasEnded(pod) && !_caught.Contains(pod) && _owners.WorkloadOf(pod) == entry.Workload)
            .Select(pod => pod.Name).Order(StringComparer.Ordinal).ToList();
        var isThere = _pods.TryGetValue((entry.Namespace, entry.Name), out var same) && !HasEnded(same) && !_caught.Contains(same);
        var isUnread = _snapshot.Gaps.Any(gap => gap.Kind == "Pod" && gap.Covers(entry.Namespace));
        var state = isThere ? QuarantineState.Lost : others.Count > 0 ? QuarantineState.Replaced : QuarantineState.Gone;
        return Known(entry.Namespace, entry.Name, entry.Workload, policy.Name, entry.Note) with
        {
            Means = policy.Name == _template.PolicyName ? QuarantineMeans.Label : QuarantineMeans.Policy,
            Uid = entry.Uid,
            State = state,
            IsIsolated = isThere ? false : null,
            Replacements = others,
            Notes = [isUnread ? "Pods of the namespace could not be read: the pod may still be there." : NoteOf(state, entry)],
        };
    }

    private static string NoteOf(QuarantineState state, QuarantineEntry entry) => state switch
    {
        QuarantineState.Lost => $"A pod {entry.Name} is there that does not carry the quarantine: it took the other's place, or somebody took the label off. Quarantine it if it is meant too.",
        QuarantineState.Replaced => $"The pod is gone, and {entry.Workload} runs pods without a quarantine: one of them may have taken its place. Quarantine them if they are meant too.",
        _ => "The pod is gone, and nothing has taken its place. Remove-Quarantine takes it off record.",
    };

    private PodQuarantine Known(string ns, string name, string workload, string policy, QuarantineNote note) => new()
    {
        Cluster = _snapshot.Cluster,
        Namespace = ns,
        Name = name,
        Workload = workload,
        Means = QuarantineMeans.Label,
        Policy = policy,
        State = QuarantineState.InForce,
        IsExpired = note.Until < _now,
        Note = note,
    };

    private static Isolation Unproven(string reason, OpenFlowKind kind) => new([new() { Kind = kind, Peer = "anyone", Traffic = TrafficSet.All, Reason = reason }]);
}
