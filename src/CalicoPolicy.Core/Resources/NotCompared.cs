namespace CalicoPolicy.Core.Resources;

/// <summary>Holds a value in a record that takes no part in the record's equality.</summary>
internal readonly struct NotCompared<T> : IEquatable<NotCompared<T>>
{
    public NotCompared(T value) => Value = value;

    public T Value { get; }

    public bool Equals(NotCompared<T> other) => true;

    public override bool Equals(object? obj) => obj is NotCompared<T>;

    public override int GetHashCode() => 0;
}
