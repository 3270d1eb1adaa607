using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Publishing;

/// <summary>A field that a refusal names, and where it stands in the file that the resource came from.</summary>
/// <param name="Path">The field as the server names it; empty where it names none.</param>
/// <param name="Message">What is wrong with it.</param>
/// <param name="Manager">The field manager that owns it, in a conflict; else null.</param>
/// <param name="File">The file; null where the resource came from elsewhere.</param>
/// <param name="Line">The line, from 1, of the field or of the nearest one around it; 0 where the resource was never read.</param>
/// <param name="Column">The column, from 1; 0 where the resource was never read.</param>
public sealed record PublicationCause(string Path, string Message, string? Manager, string? File, int Line, int Column)
{
    /// <summary>The causes that an error names, each with its place in the file of the resource.</summary>
    internal static IReadOnlyList<PublicationCause> Of(ServerError? error, Resource resource)
    {
        if (error is null) return [];
        return
        [
            .. error.Causes.Select(cause =>
            {
                var start = resource.Location.Find(ServerFieldPath.Parse(cause.Path)).Start;
                return new PublicationCause(cause.Path, cause.Message, cause.Manager, resource.Location.File, start.Line, start.Column);
            }),
        ];
    }

    /// <inheritdoc />
    public override string ToString() => Path.Length == 0 ? Message : $"{Path}: {Message}";
}
