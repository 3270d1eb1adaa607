namespace CalicoPolicy.Core.Documents;

/// <summary>What a scalar is, by the rules of the YAML reader in kubectl (YAML 1.1) and of JSON.</summary>
public enum ScalarKind
{
    /// <summary>Text: quoted, or plain and nothing else.</summary>
    String,

    /// <summary><c>null</c>, <c>~</c> or nothing at all.</summary>
    Null,

    /// <summary><c>true</c>, <c>no</c>, <c>On</c> and the other YAML 1.1 words.</summary>
    Boolean,

    /// <summary>A whole number, also in base 2, 8 or 16.</summary>
    Integer,

    /// <summary>A number with a fraction or an exponent, an infinity, or not-a-number.</summary>
    Float,
}
