namespace CalicoPolicy.Yaml;

/// <summary>The ways to write a string.</summary>
internal enum StringStyle
{
    /// <summary>As it is.</summary>
    Plain,

    /// <summary>In single quotes, where only the quote itself is doubled.</summary>
    SingleQuoted,

    /// <summary>In double quotes, with escapes.</summary>
    DoubleQuoted,

    /// <summary>As a block of lines after <c>|</c>.</summary>
    Literal,
}
