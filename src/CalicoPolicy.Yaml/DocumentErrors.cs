using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Yaml;

/// <summary>The errors of one document, up to as many as people read.</summary>
internal sealed class DocumentErrors
{
    private const int Most = 100;

    private readonly List<DocumentError> _errors = [];
    private readonly string? _file;
    private readonly int _document;

    public DocumentErrors(string? file, int document)
    {
        _file = file;
        _document = document;
    }

    public IReadOnlyList<DocumentError> All => _errors;

    public void Add(DocumentErrorCode code, string message, TextSpan span)
    {
        if (_errors.Count < Most)
            _errors.Add(new DocumentError(code, message, _file, _document, span));
    }

    public void Add(DocumentErrorCode code, string message, Position position) => Add(code, message, new TextSpan(position, position));
}
