namespace CalicoPolicy.Core.Resources;

/// <summary>
/// A value that the model has no name for, kept as it stood in the document so that it survives a round trip.
/// Equal to another by content.
/// </summary>
public abstract class RawValue : IEquatable<RawValue>
{
    /// <inheritdoc />
    public abstract bool Equals(RawValue? other);

    /// <inheritdoc />
    public sealed override bool Equals(object? obj) => Equals(obj as RawValue);

    /// <inheritdoc />
    public abstract override int GetHashCode();
}
