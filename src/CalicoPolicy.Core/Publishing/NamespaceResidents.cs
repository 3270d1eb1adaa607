using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Publishing;

/// <summary>
/// What lives in a namespace that an undo would delete. A namespace takes along whatever is in it, so it goes only where nothing is
/// found but what every namespace has.
/// </summary>
internal sealed class NamespaceResidents(KubectlProcess kubectl, PolicySnapshot snapshot, IReadOnlyList<PublicationStep> steps)
{
    /// <summary>The step, which becomes Unchanged where the namespace has to stay.</summary>
    public async Task<PublicationStep> JudgeAsync(PublicationStep step, CancellationToken cancellationToken)
    {
        if (step.Status != PublicationStatus.Deleted || step.Item.Kind.Wave != PublicationWave.Namespaces) return step;
        var ns = step.Item.Resource.Name;
        var going = steps.Where(other => other.Status == PublicationStatus.Deleted && other.Item.Namespace == ns).Select(other => (other.Item.Resource.Kind, other.Item.Resource.Name)).ToHashSet();
        var found = snapshot.Resources.FirstOrDefault(resource => resource.Namespace == ns && !going.Contains((resource.Kind, resource.Name)) && resource is not ServiceAccount { Name: "default" });
        if (found is not null) return Stays(step, found.ToString());
        if (snapshot.Gaps.FirstOrDefault(gap => gap.Covers(ns)) is { } gap) return Stays(step, $"something that could not be read: {gap}");

        // The server prints a table: nothing of a secret but its name is asked for.
        var listing = await kubectl.RunAsync(["get", "configmaps,secrets,persistentvolumeclaims", "--namespace=" + ns, "--no-headers", "--ignore-not-found"], null, cancellationToken).ConfigureAwait(false);
        if (listing.Error is { } error && error.Category != ServerErrorCategory.UnknownKind) return Stays(step, $"something that could not be read: {error.Message}");
        var other = listing.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0])
            .FirstOrDefault(name => !name.EndsWith("kube-root-ca.crt", StringComparison.Ordinal) && !name.Contains("/default-token-", StringComparison.Ordinal));
        return other is null ? step : Stays(step, other);
    }

    private static PublicationStep Stays(PublicationStep step, string what) =>
        step with { Status = PublicationStatus.Unchanged, Message = $"The namespace stays, since it has {what} by now. Delete it with kubectl where that is meant." };
}
