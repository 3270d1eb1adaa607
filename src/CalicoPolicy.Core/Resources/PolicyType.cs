namespace CalicoPolicy.Core.Resources;

/// <summary>
/// A direction that a policy governs. Both known types are members; any other text that stood in a document is kept, so that
/// validation can name it.
/// </summary>
public readonly record struct PolicyType
{
    private readonly string? _text;

    /// <summary>Takes the text of a document.</summary>
    public PolicyType(string text) => _text = text;

    /// <summary>Traffic to the endpoint.</summary>
    public static PolicyType Ingress { get; } = new("Ingress");

    /// <summary>Traffic from the endpoint.</summary>
    public static PolicyType Egress { get; } = new("Egress");

    /// <summary>The text; empty where a document has none.</summary>
    public string Text => _text ?? string.Empty;

    /// <summary>Whether this is one of the two types.</summary>
    public bool IsKnown => this == Ingress || this == Egress;

    /// <inheritdoc />
    public override string ToString() => Text;
}
