namespace CalicoPolicy.Core.Resources;

/// <summary>A threat feed of separated values.</summary>
public sealed record ThreatFeedCsv : ResourcePart
{
    /// <summary>The number of the entries' column, from 0; null where it is given by name.</summary>
    public long? FieldNum { get; init; }

    /// <summary>The name of the entries' column, as in the header; null where it is given by number.</summary>
    public string? FieldName { get; init; }

    /// <summary>Whether the first line is a header; null: no.</summary>
    public bool? Header { get; init; }

    /// <summary>What separates the columns; null: a comma.</summary>
    public string? ColumnDelimiter { get; init; }

    /// <summary>What starts a comment; null: nothing.</summary>
    public string? CommentDelimiter { get; init; }

    /// <summary>How many columns each line must have; null: as many as the first.</summary>
    public long? RecordSize { get; init; }

    /// <summary>Whether lines may differ in their number of columns; null: no.</summary>
    public bool? DisableRecordSizeValidation { get; init; }
}
