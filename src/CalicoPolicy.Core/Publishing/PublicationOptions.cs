using CalicoPolicy.Core.Publishing.Guard;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Publishing;

/// <summary>How to publish. Each danger has a word of its own.</summary>
public sealed record PublicationOptions
{
    /// <summary>The label that marks an owner's objects (decision 28).</summary>
    public const string OwnerLabel = "calicopolicy.io/owner";

    /// <summary>Who the objects belong to: a label value, put on each; empty for nobody.</summary>
    public string Owner { get; init; } = string.Empty;

    /// <summary>Whether the owner's objects that are not among the resources are deleted (decision 24).</summary>
    public bool Prune { get; init; }

    /// <summary>Whether the resources are the whole set.</summary>
    public bool IsComplete { get; init; }

    /// <summary>Whether some of the input could not be read.</summary>
    public bool HasUnread { get; init; }

    /// <summary>How many of the owner's objects may go at once, in percent from 0 to 100.</summary>
    public int MaxPrune { get; init; } = 10;

    /// <summary>Whether fields are taken from other field managers.</summary>
    public bool ForceConflict { get; init; }

    /// <summary>Whether objects that other tools look after are changed, and fields that others own and that are not wanted removed.</summary>
    public bool TakeOwnership { get; init; }

    /// <summary>The lifelines that may be cut, by their words; wildcards are taken.</summary>
    public IReadOnlyList<string> AllowLockout { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>What the guard looks at besides what it finds in the cluster.</summary>
    public LifelineOptions Lifelines { get; init; } = new();

    /// <summary>Whether a check decides if the publication stays.</summary>
    public bool NeedsCheck { get; init; }

    /// <summary>The product and version; null: as the cluster says.</summary>
    public CalicoTarget? Target { get; init; }

    /// <summary>The folder of the journal; null for the user's own.</summary>
    public string? JournalFolder { get; init; }

    /// <summary>How many kubectl may run at once while the cluster is read.</summary>
    public int ThrottleLimit { get; init; } = 4;
}
