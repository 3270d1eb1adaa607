namespace CalicoPolicy.Core.Resources;

/// <summary>What a staged policy stages. The known actions are members; any other text that stood in a document is kept.</summary>
public readonly record struct StagedAction
{
    private readonly string? _text;

    /// <summary>Takes the text of a document.</summary>
    public StagedAction(string text) => _text = text;

    /// <summary>The policy as written, to be enforced later; the default.</summary>
    public static StagedAction Set { get; } = new("Set");

    /// <summary>The removal of the enforced policy of the same name.</summary>
    public static StagedAction Delete { get; } = new("Delete");

    /// <summary>A recommendation that still learns.</summary>
    public static StagedAction Learn { get; } = new("Learn");

    /// <summary>A recommendation that was dismissed.</summary>
    public static StagedAction Ignore { get; } = new("Ignore");

    /// <summary>The text; empty where a document has none.</summary>
    public string Text => _text ?? string.Empty;

    /// <summary>Whether this is one of the four actions.</summary>
    public bool IsKnown => this == Set || this == Delete || this == Learn || this == Ignore;

    /// <inheritdoc />
    public override string ToString() => Text;
}
