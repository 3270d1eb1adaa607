namespace CalicoPolicy.Core.Resources;

/// <summary>An object in a document: a resource, or a part of one such as a rule or a peer.</summary>
public abstract record ResourcePart
{
    /// <summary>The fields of this object that the model does not know, in the order of the text.</summary>
    public IReadOnlyList<UnknownField> UnknownFields { get; init => field = ValueList.Of(value); } = ValueList<UnknownField>.None;
}
