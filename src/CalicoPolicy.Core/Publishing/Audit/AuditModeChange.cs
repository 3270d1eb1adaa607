using CalicoPolicy.Core.Cluster;

namespace CalicoPolicy.Core.Publishing.Audit;

/// <summary>A change of the audit mode, planned or done.</summary>
public sealed record AuditModeChange
{
    /// <summary>The cluster: the name of its context.</summary>
    public required string Cluster { get; init; }

    /// <summary>The node; null for the whole cluster.</summary>
    public string? Node { get; init; }

    /// <summary>The name of the FelixConfiguration: <c>default</c> or <c>node.NAME</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it says; null where it says something that is no mode.</summary>
    public AuditMode? Before { get; init; }

    /// <summary>What it is to say.</summary>
    public required AuditMode Mode { get; init; }

    /// <summary>What becomes of it, or became: Created, Configured, Unchanged, Refused or Failed.</summary>
    public required PublicationStatus Status { get; init; }

    /// <summary>Whether traffic that policies deny gets through then, as far as this configuration decides.</summary>
    public bool IsOpen => Mode.IsOpen();

    /// <summary>What is wrong; null where nothing is.</summary>
    public ServerError? Error { get; init; }

    /// <summary>What the change does, in words.</summary>
    public string Description => $"Set dropActionOverride from {Before?.ToString() ?? "no known mode"} to {Mode}: traffic that policies deny {Mode switch
    {
        AuditMode.Drop => "is dropped",
        AuditMode.Accept => "gets through",
        AuditMode.LogAndDrop => "is logged and dropped",
        AuditMode.LogAndAccept => "is logged and gets through",
        _ => Node is null ? "is dropped, which is what Felix does" : "meets what the whole cluster does",
    }}";

    /// <summary>Cluster, configuration and modes on one line.</summary>
    public override string ToString() => $"{Cluster}: FelixConfiguration {Name}: {Before} -> {Mode} ({Status})";
}
