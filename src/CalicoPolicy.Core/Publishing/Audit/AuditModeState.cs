namespace CalicoPolicy.Core.Publishing.Audit;

/// <summary>The audit mode in force, in a cluster or on a node.</summary>
public sealed record AuditModeState
{
    /// <summary>The cluster: the name of its context.</summary>
    public required string Cluster { get; init; }

    /// <summary>The node; null for all nodes that have no mode of their own.</summary>
    public string? Node { get; init; }

    /// <summary>The mode in force, as far as configurations tell: Felix's environment stands above them. Null where it is not known.</summary>
    public AuditMode? Mode { get; init; }

    /// <summary>Whether traffic that policies deny gets through; null where it is not known.</summary>
    public bool? IsOpen => Mode?.IsOpen();

    /// <summary>The FelixConfiguration that says so; null where none does, or where it is not known which.</summary>
    public string? Source { get; init; }

    /// <summary>When its field was last written; null where the server does not tell.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>By what: the field manager, as in <c>calicopolicy</c> or <c>kubectl-edit</c>; null where the server does not tell.</summary>
    public string? Manager { get; init; }

    /// <summary>Why the mode is not known; null where it is.</summary>
    public string? Reason { get; init; }

    /// <summary>Cluster, node and mode on one line.</summary>
    public override string ToString() => $"{Cluster}{(Node is null ? string.Empty : $" node {Node}")}: {Mode?.ToString() ?? "unknown"}";
}
