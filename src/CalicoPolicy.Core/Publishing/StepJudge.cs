using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Findings;

namespace CalicoPolicy.Core.Publishing;

/// <summary>Decides for each resource what becomes of it, and what stands against it.</summary>
internal sealed class StepJudge(PublicationOptions options, ILookup<(string Kind, string? Namespace, string Name), PolicyFinding> faults, LiveState live, bool checksOwner)
{
    public PublicationStep Judge(PublicationItem item)
    {
        if (item.Resource.Name.Length == 0) return Refused(item, null, "The resource has no name.");
        var found = faults[(item.Resource.Kind, item.Resource.Namespace, item.Resource.Name)].ToList();
        if (found.Count > 0)
        {
            return Refused(item, null, $"Calico would reject it: {ServerError.Sentence(string.Join("; ", found.Select(finding => finding.Message.TrimEnd('.'))))} {found[0].Recommendation}".TrimEnd())
                with
            { Causes = LocalValidation.Causes(found) };
        }

        if (live.ErrorOf(item) is { } unread)
        {
            var status = unread.IsRefusal ? PublicationStatus.Refused : PublicationStatus.Failed;
            return Step(item, status, $"What stands there could not be read, so it could not be brought back: {ServerError.Sentence(unread.ToString())}") with { Error = unread };
        }

        return live.Find(item) is { } there ? Compare(item, there) : Step(item, PublicationStatus.Created, "Would be created.");
    }

    private PublicationStep Compare(PublicationItem item, TreeMapping there)
    {
        if (item.Kind.Wave == PublicationWave.Namespaces)
            return Step(item, PublicationStatus.Unchanged, "The namespace exists; namespaces are created only, never changed.");
        var difference = LiveDifference.Of(there, item);
        if (difference.Changes.Count == 0 && difference.Extras.Count == 0)
            return Step(item, PublicationStatus.Unchanged, "The cluster has it just so.") with { Live = there };
        if (RefusalOf(item, there) is { } refusal) return refusal;
        if (FieldConflicts.Of(there, item, options) is { } conflict)
            return Refused(item, there, $"{ServerError.Sentence(conflict.Message)} -ForceConflict takes the fields.") with { Error = conflict, Causes = PublicationCause.Of(conflict, item.Resource), Changes = difference.Changes };
        return Step(item, PublicationStatus.Configured, Message(difference)) with { Live = there, Changes = difference.Changes, Extras = difference.Extras, Expected = options.TakeOwnership ? null : difference.Expected };
    }

    /// <summary>Why a live object may not be changed or deleted; null where it may.</summary>
    public PublicationStep? RefusalOf(PublicationItem item, TreeMapping there)
    {
        if (options.TakeOwnership) return null;
        if (ForeignOwner.Of(there) is { } tool)
        {
            return Refused(
                item, there, $"{tool} looks after it and would put it back. Change it where that takes it from, or take it over with -TakeOwnership.");
        }

        var owner = Trees.Text(Trees.Mapping(there, "metadata", "labels")?[PublicationOptions.OwnerLabel]);
        return checksOwner && owner.Length > 0 && owner != options.Owner
            ? Refused(item, there, $"It belongs to '{owner}' ({PublicationOptions.OwnerLabel}). Publish it as that owner, or take it over with -TakeOwnership.")
            : null;
    }

    private string Message(LiveDifference difference)
    {
        var change = difference.Changes.Count > 0 ? DryRunMessages.Change([.. difference.Changes.Select(change => change.Path)]) : string.Empty;
        if (difference.Extras.Count == 0 || options.TakeOwnership) return change;
        return $"{change} Others own {string.Join(", ", difference.Extras)}, which would stay: -TakeOwnership removes it.".TrimStart();
    }

    private static PublicationStep Refused(PublicationItem item, TreeMapping? there, string message) =>
        Step(item, PublicationStatus.Refused, message) with { Live = there };

    private static PublicationStep Step(PublicationItem item, PublicationStatus status, string message) =>
        new() { Item = item, Status = status, Message = message };
}
