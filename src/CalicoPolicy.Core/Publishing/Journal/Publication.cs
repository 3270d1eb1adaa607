using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Publishing.Journal;

/// <summary>A publication as the journal has it.</summary>
public sealed record Publication
{
    /// <summary>Its id: the time of its start in UTC and eight hexadecimal digits, so that ids sort by time.</summary>
    public required string Id { get; init; }

    /// <summary>The cluster: the name of its context.</summary>
    public required string Cluster { get; init; }

    /// <summary>What tells the cluster from others: the uid of its namespace kube-system; empty where the user could not read it.</summary>
    public string ClusterId { get; init; } = string.Empty;

    /// <summary>The kubeconfig that leads there; null for the one that kubectl takes by itself.</summary>
    public string? KubeConfig { get; init; }

    /// <summary>When it began, in UTC.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>When it ended, in UTC; null where it did not.</summary>
    public DateTimeOffset? Finished { get; init; }

    /// <summary>How far it came.</summary>
    public PublicationState State { get; init; }

    /// <summary>The user of the machine who ran it.</summary>
    public string By { get; init; } = string.Empty;

    /// <summary>The owner that its objects were marked with; empty for none.</summary>
    public string Owner { get; init; } = string.Empty;

    /// <summary>A digest of all that was to be published: the same again continues an unfinished one.</summary>
    public string Digest { get; init; } = string.Empty;

    /// <summary>The publication that this one took back; null where it took none back.</summary>
    public string? Undoes { get; init; }

    /// <summary>The unfinished publication that this one went on with; null where there was none.</summary>
    public string? Continues { get; init; }

    /// <summary>Whether a check decides if it stays.</summary>
    public bool NeedsCheck { get; init; }

    /// <summary>The objects that it changes, in the order in which it changes them.</summary>
    public IReadOnlyList<PublicationEntry> Entries { get; init => field = ValueList.Of(value); } = ValueList<PublicationEntry>.None;

    /// <summary>How many objects it changes.</summary>
    public int Changes => Entries.Count;

    /// <summary>Id, cluster and state.</summary>
    public override string ToString() => FormattableString.Invariant($"{Id}: {Cluster}, {State}, {Changes} changes");
}
