using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Publishing.Ordering;

/// <summary>One write of a publication.</summary>
/// <param name="Before">What stands there before it; null: nothing, the object is created.</param>
/// <param name="After">What stands there after it; null: nothing, the object is deleted.</param>
public sealed record PlannedChange(Resource? Before, Resource? After)
{
    /// <summary>Whether this write is there only to lead over to a later one of the same object, since no order without it leaves all traffic as it is.</summary>
    public bool IsBridge { get; init; }

    /// <summary>The object as far as its kind and name tell.</summary>
    /// <exception cref="ArgumentException">There is none, before and after.</exception>
    public Resource Subject => After ?? Before ?? throw new ArgumentException("A change needs an object, before it or after it.");

    /// <inheritdoc />
    public override string ToString() => $"{(IsBridge ? "bridge: " : string.Empty)}{(Before is null ? "create" : After is null ? "delete" : "replace")} {After ?? Before}";
}
