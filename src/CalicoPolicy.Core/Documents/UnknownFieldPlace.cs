using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents;

/// <summary>A field of a resource that the model does not know.</summary>
/// <param name="Path">The field.</param>
/// <param name="Known">The fields that the object has of which it is one.</param>
internal sealed record UnknownFieldPlace(FieldPath Path, IReadOnlyList<string> Known);
