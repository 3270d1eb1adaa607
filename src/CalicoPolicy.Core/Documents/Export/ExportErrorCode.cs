namespace CalicoPolicy.Core.Documents.Export;

/// <summary>Why a file is not written. Names are stable: cmdlets use them as error ids.</summary>
public enum ExportErrorCode
{
    /// <summary>The file is there, and files that are there are to stay.</summary>
    FileExists,

    /// <summary>The file has comments at a place that would be written anew.</summary>
    CommentsWouldBeLost,

    /// <summary>The file is there and cannot be read as resources, so what would be lost is not known.</summary>
    FileNotUnderstood,

    /// <summary>The file is read-only.</summary>
    FileReadOnly,

    /// <summary>The path names a folder, or a kind of file that is not written.</summary>
    PathNotWritable,

    /// <summary>The resource came from no file.</summary>
    NoSource,

    /// <summary>The file is no longer what it was when the resource was read.</summary>
    SourceChanged,

    /// <summary>Two versions of one resource are to go back to one document.</summary>
    TwoVersions,
}
