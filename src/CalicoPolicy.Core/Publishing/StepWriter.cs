using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Documents;

namespace CalicoPolicy.Core.Publishing;

/// <summary>
/// Writes one step: by server-side apply; where the server cannot do that for a kind (decision 16), or fields stay that nobody else owns,
/// by creating and replacing. Where no answer comes, the object is read: it tells whether the write was done.
/// </summary>
internal sealed class StepWriter(KubectlProcess kubectl, PublicationOptions options)
{
    private const int Tries = 3;

    private readonly ObjectWriter _writer = new(kubectl);
    private readonly HashSet<string> _unappliable = [];
    private readonly Dictionary<ObjectName, TreeMapping?> _bridged = [];

    /// <summary>Writes.</summary>
    /// <returns>The step with what became of it, and the object as it stands there now.</returns>
    public async Task<(PublicationStep Step, TreeMapping? After)> WriteAsync(PublicationStep step, CancellationToken cancellationToken)
    {
        if (step.IsBridgeEnd) step = step with { Live = _bridged.GetValueOrDefault(step.Item.ObjectName) };

        var answer = await WriteOnceAsync(step, cancellationToken).ConfigureAwait(false);
        for (var tries = 1; tries < Tries && answer.Error is { } stale && IsStale(stale, step); tries++)
        {
            // A controller may have written the status; what was planned against must still stand there.
            var now = await _writer.GetAsync(step.Item.ObjectName, cancellationToken).ConfigureAwait(false);
            if (now.Object is not { } there || !ObjectState.AreSame(there, step.Live!)) break;
            step = step with { Live = there };
            answer = await WriteOnceAsync(step, cancellationToken).ConfigureAwait(false);
        }

        if (answer.Error is { IsRefusal: false } lost) answer = await LookAsync(step, lost, cancellationToken).ConfigureAwait(false);
        if (answer.Error is { } error) return (Failed(step, error) with { Warnings = answer.Warnings }, null);
        var done = step with { Warnings = answer.Warnings, Message = Done(step) };
        if (step.Status == PublicationStatus.Deleted) return (done, null);
        if (step.IsBridge) _bridged[step.Item.ObjectName] = answer.Object;
        var extras = step.IsRestored || step.IsBridge ? [] : LiveDifference.Of(answer.Object!, step.Item).Extras;
        return extras.Count == 0 ? (done, answer.Object) : (done with { Status = PublicationStatus.Diverged, Extras = extras, Message = Diverged(extras) }, answer.Object);
    }

    private Task<ObjectAnswer> WriteOnceAsync(PublicationStep step, CancellationToken cancellationToken) =>
        step.Status == PublicationStatus.Deleted ? DeleteAsync(step, cancellationToken) : PutAsync(step, cancellationToken);

    private async Task<ObjectAnswer> PutAsync(PublicationStep step, CancellationToken cancellationToken)
    {
        if (step.Item.Kind.Wave == PublicationWave.Namespaces || step is { IsRestored: true, Live: null }) return await _writer.CreateAsync(step.Wanted!, isDryRun: false, cancellationToken).ConfigureAwait(false);
        if (step.IsRestored) return await _writer.ReplaceAsync(At(step.Wanted!, step.Live!), isDryRun: false, cancellationToken).ConfigureAwait(false);
        if (_unappliable.Contains(step.Item.Resource.Kind)) return await ReplaceAsync(step, cancellationToken).ConfigureAwait(false);

        // The version says which state was planned against: what somebody wrote since would not be in the journal.
        var document = step.Live is null ? Absent(step) : At(step.Wanted!, step.Live);
        var answer = await _writer.ApplyAsync(document, options.ForceConflict || options.TakeOwnership, isDryRun: false, cancellationToken).ConfigureAwait(false);
        if (answer.Error is { Category: ServerErrorCategory.NotFound } error && !error.Message.Contains("namespaces \"", StringComparison.Ordinal))
        {
            _unappliable.Add(step.Item.Resource.Kind);
            return await ReplaceAsync(step, cancellationToken).ConfigureAwait(false);
        }

        if (answer.Object is null) return answer;
        var left = LiveDifference.Of(answer.Object, step.Item);
        var mustReplace = !step.IsBridge && (left.Changes.Count > 0 || (left.Extras.Count > 0 && options.TakeOwnership));
        return mustReplace
            ? await _writer.ReplaceAsync(Merged(answer.Object, step.Wanted!), isDryRun: false, cancellationToken).ConfigureAwait(false)
            : answer;
    }

    /// <summary>Writes without apply: what was planned against must still stand there, and conflicts are looked for here.</summary>
    private async Task<ObjectAnswer> ReplaceAsync(PublicationStep step, CancellationToken cancellationToken)
    {
        if (step.Live is not { } live) return await _writer.CreateAsync(step.Wanted!, isDryRun: false, cancellationToken).ConfigureAwait(false);
        if (FieldConflicts.Of(live, step.Item, options) is { } conflict) return new(null, conflict);
        return await _writer.ReplaceAsync(Merged(live, step.Wanted!), isDryRun: false, cancellationToken).ConfigureAwait(false);
    }

    private Task<ObjectAnswer> DeleteAsync(PublicationStep step, CancellationToken cancellationToken)
    {
        var metadata = Trees.Mapping(step.Live, "metadata");
        return _writer.DeleteAsync(step.Item.ObjectName, TextOrNull(metadata?["uid"]), TextOrNull(metadata?["resourceVersion"]), isDryRun: false, cancellationToken);
    }

    private async Task<ObjectAnswer> LookAsync(PublicationStep step, ServerError lost, CancellationToken cancellationToken)
    {
        if (lost.Category is not (ServerErrorCategory.Timeout or ServerErrorCategory.Unreachable or ServerErrorCategory.Unavailable or ServerErrorCategory.Other)) return new(null, lost);
        var now = await _writer.GetAsync(step.Item.ObjectName, cancellationToken).ConfigureAwait(false);
        if (now.Error is not null) return new(null, lost);
        return IsDone(step, now.Object) ? now : new(null, lost);
    }

    /// <summary>Whether what stands there now is what the step writes, and was written since the plan was made.</summary>
    private static bool IsDone(PublicationStep step, TreeMapping? now)
    {
        if (step.Status == PublicationStatus.Deleted) return now is null;
        if (now is null || (step.Live is not null && VersionOf(now) == VersionOf(step.Live))) return false;
        return step.IsRestored || step.IsBridge ? TreeDifference.Missing(now, step.Wanted!).Count == 0 && (step.IsBridge || ObjectState.AreSame(step.Wanted!, now)) : LiveDifference.Of(now, step.Item).Changes.Count == 0;
    }

    private static string VersionOf(TreeMapping tree) => Trees.Text(Trees.Mapping(tree, "metadata")?["resourceVersion"]);

    /// <summary>The document with the version of what is not there, so that an object that somebody created meanwhile is not taken for it.</summary>
    private static TreeMapping Absent(PublicationStep step) => step.Item.Resource.ApiVersion.StartsWith("projectcalico.org/", StringComparison.Ordinal)
        ? Trees.With(step.Wanted!, "metadata", Trees.With(Trees.Mapping(step.Wanted, "metadata")!, "resourceVersion", Trees.Word("0")))
        : step.Wanted!;

    /// <summary>The live object with the wanted spec, and with its labels and annotations beside those of others and what is on record of pods.</summary>
    private static TreeMapping Merged(TreeMapping live, TreeMapping wanted)
    {
        var managers = new FieldManagers(live);
        var metadata = Trees.Mapping(live, "metadata")!;
        foreach (var map in (string[])["labels", "annotations"])
        {
            var there = Trees.Mapping(metadata, map);
            var ours = Trees.Mapping(wanted, "metadata", map);
            IEnumerable<TreeField> kept = there?.Fields.Where(field => ours?[field.Key] is null && (QuarantineRecords.Has(field.Key) || !managers.IsOurs(Resources.FieldPath.Root["metadata"][map][field.Key]))) ?? [];
            TreeField[] all = [.. kept, .. ours?.Fields ?? []];
            metadata = Trees.With(metadata, map, all.Length == 0 ? null : Trees.Mapping(all));
        }

        var merged = Trees.With(live, "metadata", Trees.With(metadata, "managedFields", null));
        foreach (var field in wanted.Fields.Where(field => field.Key is not ("apiVersion" or "kind" or "metadata"))) merged = Trees.With(merged, field.Key, field.Value);
        return wanted["spec"] is null ? Trees.With(merged, "spec", Trees.Mapping([])) : merged;
    }

    /// <summary>The document in place of a state of the object.</summary>
    private static TreeMapping At(TreeMapping document, TreeMapping state)
    {
        var there = Trees.Mapping(state, "metadata");
        var metadata = Trees.Mapping(document, "metadata")!;
        foreach (var field in (string[])["uid", "resourceVersion"]) metadata = Trees.With(metadata, field, there?[field]);
        return Trees.With(document, "metadata", metadata);
    }

    /// <summary>Whether the object is no longer in the state that the write names; a conflict with another manager names fields.</summary>
    private static bool IsStale(ServerError error, PublicationStep step) => step.Live is not null && error is { Category: ServerErrorCategory.Conflict, Causes.Count: 0 };

    /// <summary>Whether somebody wrote the object since the plan was made.</summary>
    private static bool IsOvertaken(ServerError error, PublicationStep step) => IsStale(error, step)
        || (step.Live is null && (error.Category == ServerErrorCategory.AlreadyExists || error.Causes.Any(cause => cause.Path == "metadata.resourceVersion")));

    private static PublicationStep Failed(PublicationStep step, ServerError error) => step with
    {
        Status = error.IsRefusal ? PublicationStatus.Refused : PublicationStatus.Failed,
        Message = ServerError.Sentence(error.ToString()) + (IsOvertaken(error, step) ? " Somebody wrote it since the plan was made: publish again." : error.Category == ServerErrorCategory.Conflict ? " -ForceConflict takes the fields." : string.Empty),
        Error = error,
        Causes = PublicationCause.Of(error, step.Item.Resource),
    };

    private static string Done(PublicationStep step) => step.Status switch
    {
        PublicationStatus.Created => "Was created.",
        PublicationStatus.Deleted => step.Message.Replace("Would be deleted", "Was deleted", StringComparison.Ordinal),
        _ => step.Message.Replace("Would change", "Changed", StringComparison.Ordinal).Replace("Would become", "Became", StringComparison.Ordinal),
    };

    private static string Diverged(IReadOnlyList<LiveDifference.Extra> extras) =>
        $"It was applied, but others own fields that are not wanted, and they stay: {string.Join(", ", extras)}. -TakeOwnership removes them.";

    private static string? TextOrNull(TreeNode? node) => Trees.Text(node) is { Length: > 0 } text ? text : null;
}
