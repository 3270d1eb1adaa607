namespace CalicoPolicy.Core.Resources;

/// <summary>
/// What a rule, or the end of a tier, does with a packet. The four known actions are members; any other text that stood in a
/// document is kept, so that validation can name it. Case counts, as it does in Calico.
/// </summary>
public readonly record struct PolicyAction
{
    private readonly string? _text;

    /// <summary>Takes the text of a document.</summary>
    public PolicyAction(string text) => _text = text;

    /// <summary>Accept on this side.</summary>
    public static PolicyAction Allow { get; } = new("Allow");

    /// <summary>Drop.</summary>
    public static PolicyAction Deny { get; } = new("Deny");

    /// <summary>Log and go on with the next rule.</summary>
    public static PolicyAction Log { get; } = new("Log");

    /// <summary>Leave the tier and go on with the next one.</summary>
    public static PolicyAction Pass { get; } = new("Pass");

    /// <summary>The text; empty where a document has none.</summary>
    public string Text => _text ?? string.Empty;

    /// <summary>Whether this is one of the four actions.</summary>
    public bool IsKnown => this == Allow || this == Deny || this == Log || this == Pass;

    /// <summary>Whether the action decides the packet's way: all but <see cref="Log"/>.</summary>
    public bool IsTerminal => this == Allow || this == Deny || this == Pass;

    /// <inheritdoc />
    public override string ToString() => Text;
}
