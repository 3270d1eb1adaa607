using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents;

/// <summary>Fields in the order of the text. Keys are unique: a reader reports a second one as an error.</summary>
public sealed class TreeMapping : TreeNode
{
    /// <summary>Makes a mapping.</summary>
    public TreeMapping(IReadOnlyList<TreeField> fields, TextSpan span)
        : base(span) => Fields = fields;

    /// <summary>The fields, in the order of the text; fields merged in by <c>&lt;&lt;</c> come last.</summary>
    public IReadOnlyList<TreeField> Fields { get; }

    /// <summary>The value of a field, or null where there is none. Linear: mappings are short.</summary>
    public TreeNode? this[string key]
    {
        get
        {
            foreach (var field in Fields)
            {
                if (string.Equals(field.Key, key, StringComparison.Ordinal))
                    return field.Value;
            }

            return null;
        }
    }

    /// <summary>Fields in any order: a mapping has none.</summary>
    public override bool Equals(RawValue? other)
    {
        if (other is not TreeMapping mapping || mapping.Fields.Count != Fields.Count) return false;
        foreach (var field in Fields)
        {
            if (!field.Value.Equals(mapping[field.Key])) return false;
        }

        return true;
    }

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(nameof(TreeMapping), Fields.Count);
}
