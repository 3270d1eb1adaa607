namespace CalicoPolicy.Core.Documents.Sources;

/// <summary>The encodings that files may have.</summary>
internal enum TextEncoding
{
    /// <summary>With or without a mark.</summary>
    Utf8,

    /// <summary>With its mark.</summary>
    Utf16LittleEndian,

    /// <summary>With its mark.</summary>
    Utf16BigEndian,
}
