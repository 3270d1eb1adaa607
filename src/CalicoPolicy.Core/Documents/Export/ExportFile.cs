using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents.Export;

/// <summary>A file to write and what goes into it.</summary>
/// <param name="RelativePath">The path below the folder of the export, with <c>/</c> between the parts; never leads outside of it.</param>
/// <param name="Resources">The resources, in order.</param>
public sealed record ExportFile(string RelativePath, IReadOnlyList<Resource> Resources);
