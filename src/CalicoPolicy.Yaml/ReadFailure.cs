using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Yaml;

/// <summary>Ends the reading of a document, and on its way out passes through the parser, which is in the middle of a token. Never leaves the adapter.</summary>
internal sealed class ReadFailure : Exception
{
    public ReadFailure(DocumentErrorCode code, string message, Position position, bool endsText = false)
        : base(message)
    {
        Code = code;
        Position = position;
        EndsText = endsText;
    }

    /// <summary>What the error is.</summary>
    public DocumentErrorCode Code { get; }

    /// <summary>Where, in the whole text.</summary>
    public Position Position { get; }

    /// <summary>Whether nothing can be read after it, not even other documents.</summary>
    public bool EndsText { get; }
}
