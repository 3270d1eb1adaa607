using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace CalicoPolicy.Core.Resources;

/// <summary>
/// The way from a resource's root to one of its fields, e.g. <c>$.spec.ingress[0].source.selector</c>.
/// A path is a chain of steps that shares its beginnings, so making one costs one small object.
/// </summary>
public sealed class FieldPath : IEquatable<FieldPath>
{
    private FieldPath(FieldPath? parent, string? name, int index)
    {
        Parent = parent;
        Name = name;
        Index = index;
        Depth = parent is null ? 0 : parent.Depth + 1;
    }

    /// <summary>The resource itself: <c>$</c>.</summary>
    public static FieldPath Root { get; } = new(null, null, -1);

    /// <summary>The path without its last step; null for <see cref="Root"/>.</summary>
    public FieldPath? Parent { get; }

    /// <summary>The last step's field name; null where it is an index, and for <see cref="Root"/>.</summary>
    public string? Name { get; }

    /// <summary>The last step's index, from 0; -1 where it is a name, and for <see cref="Root"/>.</summary>
    public int Index { get; }

    /// <summary>How many steps lead here; 0 for <see cref="Root"/>.</summary>
    public int Depth { get; }

    /// <summary>The path to a field of what this one names.</summary>
    public FieldPath this[string field] => new(this, field, -1);

    /// <summary>The path to an item of the list that this one names; the index counts from 0.</summary>
    public FieldPath this[int index] => new(this, null, index);

    /// <inheritdoc />
    public bool Equals(FieldPath? other)
    {
        FieldPath? left = this, right = other;
        while (!ReferenceEquals(left, right))
        {
            if (left is null || right is null || left.Depth != right.Depth || left.Index != right.Index
                || !string.Equals(left.Name, right.Name, StringComparison.Ordinal))
                return false;
            left = left.Parent;
            right = right.Parent;
        }

        return true;
    }

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as FieldPath);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        var hash = new HashCode();
        for (var step = this; step.Parent is not null; step = step.Parent)
        {
            hash.Add(step.Index);
            hash.Add(step.Name, StringComparer.Ordinal);
        }

        return hash.ToHashCode();
    }

    /// <summary>The path as JSONPath (RFC 9535): names that are not plain identifiers come as <c>['a.b/c']</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override string ToString()
    {
        var text = new StringBuilder();
        Append(text);
        return text.ToString();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Append(StringBuilder text)
    {
        if (Parent is null)
        {
            text.Append('$');
            return;
        }

        Parent.Append(text);
        if (Name is null)
            text.Append('[').Append(Index.ToString(CultureInfo.InvariantCulture)).Append(']');
        else if (IsIdentifier(Name))
            text.Append('.').Append(Name);
        else
            text.Append("['").Append(Name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)).Append("']");
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool IsIdentifier(string name)
    {
        if (name.Length == 0 || char.IsAsciiDigit(name[0]))
            return false;
        foreach (var character in name)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character != '_')
                return false;
        }

        return true;
    }
}
