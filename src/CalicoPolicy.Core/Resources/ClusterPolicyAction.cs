namespace CalicoPolicy.Core.Resources;

/// <summary>
/// What a rule of a <see cref="ClusterNetworkPolicy"/> does. The known actions are members; any other text that stood in a document
/// is kept, so that validation can name it.
/// </summary>
public readonly record struct ClusterPolicyAction
{
    private readonly string? _text;

    /// <summary>Takes the text of a document.</summary>
    public ClusterPolicyAction(string text) => _text = text;

    /// <summary>Let the traffic through, whatever later policies say.</summary>
    public static ClusterPolicyAction Accept { get; } = new("Accept");

    /// <summary>Drop the traffic.</summary>
    public static ClusterPolicyAction Deny { get; } = new("Deny");

    /// <summary>Leave the tier and go on with the next one.</summary>
    public static ClusterPolicyAction Pass { get; } = new("Pass");

    /// <summary>The text; empty where a document has none.</summary>
    public string Text => _text ?? string.Empty;

    /// <summary>Whether this is one of the three actions.</summary>
    public bool IsKnown => this == Accept || this == Deny || this == Pass;

    /// <inheritdoc />
    public override string ToString() => Text;
}
