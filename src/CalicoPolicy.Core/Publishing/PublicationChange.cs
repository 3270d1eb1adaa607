namespace CalicoPolicy.Core.Publishing;

/// <summary>A field that a publication changes.</summary>
/// <param name="Path">The field as the API server names it, e.g. <c>spec.ingress[0].action</c>.</param>
/// <param name="Before">What stands there, a line of JSON; null where there is nothing.</param>
/// <param name="After">What is to stand there; null where the field goes.</param>
public sealed record PublicationChange(string Path, string? Before, string? After)
{
    /// <summary>The change in one line.</summary>
    public override string ToString() => $"{Path}: {Before ?? "-"} -> {After ?? "-"}";
}
