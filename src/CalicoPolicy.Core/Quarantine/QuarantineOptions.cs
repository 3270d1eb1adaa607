using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Quarantine;

/// <summary>How to quarantine.</summary>
public sealed record QuarantineOptions
{
    /// <summary>The tier, the policy and the label.</summary>
    public QuarantineTemplate Template { get; init; } = new();

    /// <summary>
    /// Whether whom the template lets in is all who may examine, nobody where it lets in none: others that the standing policy lets in
    /// lose that. Where the template lets in somebody it is so anyhow.
    /// </summary>
    public bool SetsExceptions { get; init; }

    /// <summary>Whether to leave the pods' labels alone, and make a policy for labels that they carry (decision 21).</summary>
    public bool IsByPolicy { get; init; }

    /// <summary>Whether such a policy may catch other pods too.</summary>
    public bool IncludesPeers { get; init; }

    /// <summary>Whether to evict the pods, where the quarantine catches what takes their place (decision 22).</summary>
    public bool Evicts { get; init; }

    /// <summary>The words of the lifelines of others that may be cut, as <see cref="Publishing.Guard.LifelineOptions.Allowed"/> takes them.</summary>
    public IReadOnlyList<string> AllowLockout { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>What is recorded.</summary>
    public QuarantineNote Note { get; init; } = QuarantineNote.None;
}
