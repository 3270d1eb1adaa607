namespace CalicoPolicy.Core.Documents;

/// <summary>What kept a document from being read. Names are stable: cmdlets use them as error ids.</summary>
public enum DocumentErrorCode
{
    /// <summary>The text is not YAML or JSON.</summary>
    InvalidSyntax,

    /// <summary>A mapping has the same key twice.</summary>
    DuplicateKey,

    /// <summary>A field has a value of the wrong type.</summary>
    InvalidFieldType,

    /// <summary>A field that the kind needs is missing.</summary>
    MissingField,

    /// <summary>The text is larger, deeper or longer than the limits allow, or expands to more.</summary>
    LimitExceeded,

    /// <summary>An alias names a node that contains it, or no node.</summary>
    InvalidAlias,

    /// <summary>The bytes are not text in UTF-8 (or UTF-16 with its mark), or a compressed file is damaged.</summary>
    InvalidEncoding,

    /// <summary>The kind or its API version is not known.</summary>
    UnknownKind,

    /// <summary>The file is not there, is a directory, or may not be read.</summary>
    FileUnreadable,

    /// <summary>The file of a snapshot is damaged, or not whole.</summary>
    SnapshotDamaged,

    /// <summary>The file of a snapshot is of a later version than this module reads.</summary>
    SnapshotTooNew,
}
