namespace CalicoPolicy.Core.Selectors;

/// <summary>Kinds of tokens. Apart from <see cref="Fault"/> the names are those that Calico prints, without its "Tok".</summary>
internal enum SelectorTokenKind : byte
{
    /// <summary>Nothing has been read yet.</summary>
    None,
    Label,
    StringLiteral,
    LBrace,
    RBrace,
    Comma,
    Eq,
    Ne,
    In,
    Not,
    NotIn,
    Contains,
    StartsWith,
    EndsWith,
    All,
    Has,
    LParen,
    RParen,
    And,
    Or,
    Global,
    EOF,

    /// <summary>The text cannot be cut into tokens here; the tokenizer knows why.</summary>
    Fault,
}
