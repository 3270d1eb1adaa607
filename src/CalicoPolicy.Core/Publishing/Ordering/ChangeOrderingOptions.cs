using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Publishing.Ordering;

/// <summary>How an order is looked for.</summary>
public sealed record ChangeOrderingOptions
{
    /// <summary>The product and version; null: the newest that the objects need. Decides which bridges there are.</summary>
    public CalicoTarget? Target { get; init; }

    /// <summary>Whether objects may be written twice where that avoids a window.</summary>
    public bool MayBridge { get; init; } = true;

    /// <summary>How much work may be done, see <see cref="OrderedChanges.Work"/>; what is left then stays unchecked, and that is said.</summary>
    public long MostWork { get; init; } = 300_000_000;
}
