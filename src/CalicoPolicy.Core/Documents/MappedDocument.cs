using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents;

/// <summary>What a document held: several resources where it is a list.</summary>
/// <param name="Resources">The resources that could be read, in order.</param>
/// <param name="Errors">What is wrong with the others.</param>
/// <param name="Skipped">Objects of kinds that the model does not hold.</param>
public sealed record MappedDocument(IReadOnlyList<Resource> Resources, IReadOnlyList<DocumentError> Errors, IReadOnlyList<SkippedObject> Skipped);
