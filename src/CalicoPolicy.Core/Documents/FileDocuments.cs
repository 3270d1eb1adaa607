namespace CalicoPolicy.Core.Documents;

/// <summary>What a file holds.</summary>
/// <param name="File">The path as it was given.</param>
/// <param name="Documents">Its documents in order, also those with errors. Where the file itself could not be opened, one that has that error.</param>
public sealed record FileDocuments(string File, IReadOnlyList<TreeDocument> Documents);
