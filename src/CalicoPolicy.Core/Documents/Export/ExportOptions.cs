namespace CalicoPolicy.Core.Documents.Export;

/// <summary>What an export may do.</summary>
/// <param name="Force">Whether comments may be lost and read-only files written.</param>
/// <param name="NoClobber">Whether files that are there stay as they are.</param>
/// <param name="KeepServerMetadata">Whether uid, resourceVersion, managedFields, status and the like are written too.</param>
public sealed record ExportOptions(bool Force = false, bool NoClobber = false, bool KeepServerMetadata = false);
