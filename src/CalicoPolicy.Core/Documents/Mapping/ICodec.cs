using System.Diagnostics.CodeAnalysis;

namespace CalicoPolicy.Core.Documents.Mapping;

/// <summary>Reads a value of the model from a node and writes it as one. Both ways stand in one place, so that they cannot drift apart.</summary>
internal interface ICodec<T>
{
    /// <summary>Reads a value. What is wrong goes to the context; false then.</summary>
    bool TryRead(TreeNode node, MappingContext context, [MaybeNullWhen(false)] out T value);

    /// <summary>Writes a value.</summary>
    TreeNode Write(T value);

    /// <summary>Whether the value is, or has, objects that may hold fields the model does not know.</summary>
    bool HasObjects => false;

    /// <summary>Notes those fields.</summary>
    void FindUnknown(T value, UnknownFieldSearch search)
    {
    }
}
