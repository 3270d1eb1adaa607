namespace CalicoPolicy.Core.Documents.Export;

/// <summary>How resources are spread over files.</summary>
public enum ExportLayout
{
    /// <summary>All in one file.</summary>
    Single,

    /// <summary>A file for each resource, those of a namespace in a folder of its name.</summary>
    PerResource,

    /// <summary>A file for each tier; what is in none goes to <c>_sets.yaml</c> and <c>_other.yaml</c>.</summary>
    ByTier,

    /// <summary>A file for each namespace; what is in none goes to <c>_cluster.yaml</c>.</summary>
    ByNamespace,

    /// <summary>Each back to the document that it came from.</summary>
    Source,
}
