using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>Something that traffic of an endpoint meets: a policy, the end of a tier, or what comes after all tiers.</summary>
public sealed record EffectivePolicy
{
    /// <summary>The cluster; null where the snapshot is made of files.</summary>
    public string? Cluster { get; init; }

    /// <summary>The endpoint.</summary>
    public required string Endpoint { get; init; }

    /// <summary>Egress or Ingress.</summary>
    public required PolicyType Direction { get; init; }

    /// <summary>The place in the order of evaluation, from 1, within the direction.</summary>
    public required int Position { get; init; }

    /// <summary>Where on a host's interface: Untracked, PreDnat or Forward; null for the traffic of the endpoint itself.</summary>
    public string? Hook { get; init; }

    /// <summary>The tier; null after all tiers.</summary>
    public string? Tier { get; init; }

    /// <summary>The tier's order; null where it is not known, or after all tiers.</summary>
    public double? TierOrder { get; init; }

    /// <summary>The policy; null at the end of a tier and after all tiers.</summary>
    public Resource? Policy { get; init; }

    /// <summary>The policy's order, as evaluated; null: last, or no policy.</summary>
    public double? Order { get; init; }

    /// <summary>What it does with what comes this far; null for a policy, which has rules.</summary>
    public PolicyAction? Action { get; init; }

    /// <summary>How many rules of the direction the policy has.</summary>
    public int RuleCount { get; init; }

    /// <summary>Whether it counts for the pending verdict only.</summary>
    public bool IsStaged { get; init; }

    /// <summary>Whether it is sure that it applies; else labels or a tier that are not in the snapshot decide.</summary>
    public bool IsCertain { get; init; } = true;

    /// <summary>Whether traffic can come this far: false behind a tier that surely applies, ends with Deny and passes nothing on.</summary>
    public bool IsReached { get; init; } = true;

    /// <summary>The profile that has the last word; null for anything else.</summary>
    public string? Profile { get; init; }

    /// <summary>The policy's kind.</summary>
    public string? Kind => Policy?.Kind;

    /// <summary>The policy's namespace.</summary>
    public string? Namespace => Policy?.Namespace;

    /// <summary>The policy's name; null where it is none.</summary>
    public string? Name => Policy?.Name;

    /// <summary>The policy's file; null where it was not read from one.</summary>
    public string? File => Policy?.Location.File;

    /// <summary>The policy's line, from 1; null like the file.</summary>
    public int? Line => Policy is { Location.IsKnown: true } known ? known.Location.Line : null;

    /// <summary>The name of the file, and the line; null where the policy was not read from text.</summary>
    public string? Place => Line is not { } line ? null : FormattableString.Invariant($"{(File is null ? "line " : $"{Path.GetFileName(File)}:")}{line}");

    /// <summary>What it is, in a few words.</summary>
    public string Subject => Policy is not null ? Policy.Namespace is null ? Policy.Name : $"{Policy.Namespace}/{Policy.Name}"
        : Tier is not null ? $"end of tier: {Action}"
        : Profile is null ? $"no profile: {Action}"
        : $"profile {Profile}{(Action is { } action ? $": {action}" : string.Empty)}";

    /// <summary>Direction, place and subject.</summary>
    public override string ToString() => FormattableString.Invariant($"{Endpoint} {Direction} {Position}: {(Tier is null ? string.Empty : $"{Tier} ")}{Subject}");
}
