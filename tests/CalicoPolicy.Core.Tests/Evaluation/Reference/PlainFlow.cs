using System.Globalization;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Evaluation.Reference;

/// <summary>The first packet of a connection. What is null of it is not known.</summary>
internal sealed record PlainFlow(PlainEnd Source, PlainEnd Destination, Protocol Protocol)
{
    public int? SourcePort { get; init; }

    public int? DestinationPort { get; init; }

    public int? IcmpType { get; init; }

    public int? IcmpCode { get; init; }

    /// <summary>The node that a client outside sends it to; null: it sends it to the destination itself.</summary>
    public string? EntersThrough { get; init; }

    public override string ToString() =>
        $"{Source} -> {Destination} {Protocol}, ports {Shown(SourcePort)} -> {Shown(DestinationPort)}, ICMP {Shown(IcmpType)}/{Shown(IcmpCode)}{(EntersThrough is null ? "" : $" through {EntersThrough}")}";

    private static string Shown(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "?";
}
