using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Publishing;

/// <summary>The answer for one resource.</summary>
public sealed record PublicationResult
{
    /// <summary>The context; empty where kubectl could not tell it.</summary>
    public required string Cluster { get; init; }

    /// <summary>The resource as it was given.</summary>
    public required Resource Resource { get; init; }

    /// <summary>The resource's kind.</summary>
    public string Kind => Resource.Kind;

    /// <summary>Where it goes: its namespace, or the context's where it names none; null for kinds of the cluster scope.</summary>
    public string? Namespace { get; init; }

    /// <summary>The resource's name.</summary>
    public string Name => Resource.Name;

    /// <summary>What became of it.</summary>
    public required PublicationStatus Status { get; init; }

    /// <summary>What is to be said about it, for people.</summary>
    public required string Message { get; init; }

    /// <summary>The fields that change, or changed.</summary>
    public IReadOnlyList<PublicationChange> Changes { get; init => field = ValueList.Of(value); } = ValueList<PublicationChange>.None;

    /// <summary>The publication in the journal; null in a rehearsal and where nothing changed.</summary>
    public string? PublicationId { get; init; }

    /// <summary>What kubectl or the server reported; null where nothing is wrong.</summary>
    public ServerError? Error { get; init; }

    /// <summary>The fields that a refusal names.</summary>
    public IReadOnlyList<PublicationCause> Causes { get; init => field = ValueList.Of(value); } = ValueList<PublicationCause>.None;

    /// <summary>The server's warnings.</summary>
    public IReadOnlyList<string> Warnings { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>Whether, and how, this was only a rehearsal.</summary>
    public DryRunMode DryRun { get; init; }

    /// <summary>The file that the resource came from; null where it came from elsewhere.</summary>
    public string? File => Resource.Location.File;

    /// <summary>The resource's line in it, from 1; 0 where it was never read.</summary>
    public int Line => Resource.Location.Line;

    /// <summary>Cluster, status, resource and message on one line.</summary>
    public override string ToString() => $"{Cluster}: {Status} {Resource}: {Message}";
}
