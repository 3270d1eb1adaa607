using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents;

/// <summary>What a file or text held.</summary>
/// <param name="File">The file's full path; null where the text came from elsewhere.</param>
/// <param name="Resources">The resources that could be read, in order.</param>
/// <param name="Errors">What is wrong with the others, in order.</param>
/// <param name="Skipped">Objects of kinds that the model does not hold.</param>
public sealed record ReadResult(
    string? File, IReadOnlyList<Resource> Resources, IReadOnlyList<DocumentError> Errors, IReadOnlyList<SkippedObject> Skipped);
