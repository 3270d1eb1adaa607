using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Publishing;

/// <summary>What a plan does with one object.</summary>
internal sealed record PublicationStep
{
    /// <summary>The resource: the one to write, or the one to delete.</summary>
    public required PublicationItem Item { get; init; }

    /// <summary>What becomes of it.</summary>
    public required PublicationStatus Status { get; init; }

    /// <summary>What is to be said about it.</summary>
    public required string Message { get; init; }

    /// <summary>What stands there; null where there is nothing.</summary>
    public TreeMapping? Live { get; init; }

    /// <summary>What to send, where it is not the item's own document: a step on the way, or what an undo puts back.</summary>
    public TreeMapping? Document { get; init; }

    /// <summary>The fields that change.</summary>
    public IReadOnlyList<PublicationChange> Changes { get; init => field = ValueList.Of(value); } = ValueList<PublicationChange>.None;

    /// <summary>Fields of others that stay.</summary>
    public IReadOnlyList<LiveDifference.Extra> Extras { get; init => field = ValueList.Of(value); } = ValueList<LiveDifference.Extra>.None;

    /// <summary>What is wrong; null where nothing is.</summary>
    public ServerError? Error { get; init; }

    /// <summary>What is wrong with which field.</summary>
    public IReadOnlyList<PublicationCause> Causes { get; init => field = ValueList.Of(value); } = ValueList<PublicationCause>.None;

    /// <summary>The server's warnings.</summary>
    public IReadOnlyList<string> Warnings { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>Whether another step brings the same object to its end.</summary>
    public bool IsBridge { get; init; }

    /// <summary>Whether a step before this one, on the way, wrote the same object.</summary>
    public bool IsBridgeEnd { get; init; }

    /// <summary>Whether the object is put back as it was, whoever owns its fields.</summary>
    public bool IsRestored { get; init; }

    /// <summary>The object as it will stand there: with the fields of others that stay; null where it goes.</summary>
    public Resource? Expected { get; init; }

    /// <summary>Whether the cluster changes.</summary>
    public bool IsChange => Status is PublicationStatus.Created or PublicationStatus.Configured or PublicationStatus.Deleted;

    /// <summary>What the object becomes; null where it goes.</summary>
    public TreeMapping? Wanted => Status == PublicationStatus.Deleted ? null : Document ?? Item.Document;

    /// <summary>The step as a result.</summary>
    public PublicationResult ToResult(string cluster, DryRunMode mode, string? publication = null) => new()
    {
        Cluster = cluster,
        Resource = Item.Resource,
        Namespace = Item.Namespace,
        Status = Status,
        Message = Message,
        Changes = Changes,
        Error = Error,
        Causes = Causes,
        Warnings = Warnings,
        DryRun = mode,
        PublicationId = publication,
    };
}
