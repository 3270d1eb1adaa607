using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Quarantine;

/// <summary>The quarantine of one pod: what is recorded of it, whether it holds, and what is still open.</summary>
public sealed record PodQuarantine
{
    /// <summary>The cluster.</summary>
    public string? Cluster { get; init; }

    /// <summary>The pod's namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>The pod's name.</summary>
    public required string Name { get; init; }

    /// <summary>The workload that made it, e.g. <c>Deployment web</c>.</summary>
    public required string Workload { get; init; }

    /// <summary>The node that it runs on; null where it does not, or that is not known.</summary>
    public string? Node { get; init; }

    /// <summary>The pod's uid; null where it was labelled by other means.</summary>
    public string? Uid { get; init; }

    /// <summary>How it is quarantined.</summary>
    public required QuarantineMeans Means { get; init; }

    /// <summary>The policy: a GlobalNetworkPolicy.</summary>
    public required string Policy { get; init; }

    /// <summary>What has become of the quarantine.</summary>
    public required QuarantineState State { get; init; }

    /// <summary>Whether policy lets nothing from or to it but what is excepted, as far as it is there; null where that is not certain, or there is no pod.</summary>
    public bool? IsIsolated { get; init; }

    /// <summary>What is open, or may be, and why.</summary>
    public IReadOnlyList<OpenFlow> StillOpen { get; init => field = ValueList.Of(value); } = ValueList<OpenFlow>.None;

    /// <summary>The pods of its workload that run without a quarantine, where the pod is gone or lost.</summary>
    public IReadOnlyList<string> Replacements { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>Why; null where nobody said.</summary>
    public string? Reason => Note.Reason;

    /// <summary>By whom; null where nobody said.</summary>
    public string? By => Note.By;

    /// <summary>Since when; null where it is not recorded.</summary>
    public DateTimeOffset? Since => Note.Since;

    /// <summary>Until when; null: until it is released.</summary>
    public DateTimeOffset? Until => Note.Until;

    /// <summary>Whether that time had passed when this was found out.</summary>
    public bool IsExpired { get; init; }

    /// <summary>What there is to know besides, e.g. what a restart of the pod would do.</summary>
    public IReadOnlyList<string> Notes { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>What is recorded.</summary>
    internal QuarantineNote Note { get; init; } = QuarantineNote.None;

    /// <summary>Namespace, name and what holds.</summary>
    public override string ToString() => $"{Namespace}/{Name} ({State}{(IsIsolated switch { true => ", isolated", false => ", not isolated", null => string.Empty })})";
}
