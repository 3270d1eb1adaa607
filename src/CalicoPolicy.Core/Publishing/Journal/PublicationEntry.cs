using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Documents.Json;

namespace CalicoPolicy.Core.Publishing.Journal;

/// <summary>An object that a publication changes.</summary>
/// <param name="Name">The object.</param>
/// <param name="Before">What stood there before, with the server's metadata; null where there was nothing.</param>
/// <param name="Wanted">What it was to become; null where it was to go.</param>
public sealed record PublicationEntry(ObjectName Name, TreeMapping? Before, TreeMapping? Wanted)
{
    /// <summary>What it is on the way, where it is written twice; else null.</summary>
    public TreeMapping? Between { get; init; }

    /// <summary>What became of it; null where nothing is known, though it may have been written.</summary>
    public PublicationStatus? Status { get; init; }

    /// <summary>What stood there after the write, as the server answered; null where no answer was noted.</summary>
    public TreeMapping? After { get; init; }

    /// <summary>What stood there before, as JSON on one line; null where there was nothing.</summary>
    public string? BeforeText => Before is null ? null : JsonTreeWriter.OneLine(Before);

    /// <summary>What it was to become, as JSON on one line; null where it was to go.</summary>
    public string? WantedText => Wanted is null ? null : JsonTreeWriter.OneLine(Wanted);

    /// <summary>Object and status.</summary>
    public override string ToString() => $"{(Status is { } status ? status.ToString() : "Unknown")} {Name}";
}
