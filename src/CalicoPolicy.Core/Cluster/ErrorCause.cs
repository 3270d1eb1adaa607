namespace CalicoPolicy.Core.Cluster;

/// <summary>One of the reasons of a refusal.</summary>
/// <param name="Path">The field as the server names it, e.g. <c>spec.ingress[0].action</c>; empty where it names none.</param>
/// <param name="Message">What is wrong with it.</param>
/// <param name="Manager">The field manager that owns the field, in a conflict; else null.</param>
public sealed record ErrorCause(string Path, string Message, string? Manager = null)
{
    /// <inheritdoc />
    public override string ToString() => Path.Length == 0 ? Message : $"{Path}: {Message}";
}
