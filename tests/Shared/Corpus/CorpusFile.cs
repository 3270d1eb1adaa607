namespace CalicoPolicy.Tests.Shared.Corpus;

/// <summary>A file of a corpus.</summary>
internal sealed record CorpusFile(string Name, string Text);
