using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents;

/// <summary>What a file or text held.</summary>
public sealed class ReadResult
{
    private readonly List<Resource> _resources = [];
    private readonly List<DocumentError> _errors = [];
    private readonly List<SkippedObject> _skipped = [];

    internal ReadResult(string? file) => File = file;

    /// <summary>The file's full path; null where the text came from elsewhere.</summary>
    public string? File { get; }

    /// <summary>The resources that could be read, in order.</summary>
    public IReadOnlyList<Resource> Resources => _resources;

    /// <summary>What is wrong with the others, in order.</summary>
    public IReadOnlyList<DocumentError> Errors => _errors;

    /// <summary>Objects of kinds that the model does not hold.</summary>
    public IReadOnlyList<SkippedObject> Skipped => _skipped;

    internal void Add(MappedDocument document)
    {
        _resources.AddRange(document.Resources);
        _errors.AddRange(document.Errors);
        _skipped.AddRange(document.Skipped);
    }
}
