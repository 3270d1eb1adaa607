namespace CalicoPolicy.Core.Selectors;

/// <summary>Why a text is no selector. One value per error of Calico's tokenizer and parser, and one of our own.</summary>
public enum SelectorErrorCode
{
    /// <summary>A quote is opened and never closed.</summary>
    UnterminatedString,

    /// <summary>A single <c>=</c>.</summary>
    ExpectedDoubleEquals,

    /// <summary>A single <c>&amp;</c>.</summary>
    ExpectedDoubleAmpersand,

    /// <summary>A single <c>|</c>.</summary>
    ExpectedDoubleBar,

    /// <summary>A label key of more than 512 bytes.</summary>
    LabelTooLong,

    /// <summary>A character that cannot begin anything, or an empty <c>has()</c>.</summary>
    ExpectedIdentifier,

    /// <summary>What follows a label is no operator.</summary>
    ExpectedOperator,

    /// <summary>The parenthesis of <c>has(</c>, <c>all(</c> or <c>global(</c> is not closed.</summary>
    UnclosedCall,

    /// <summary>The text ends after a label.</summary>
    UnexpectedEnd,

    /// <summary>What follows a label is a token, but no operator.</summary>
    NotAnOperator,

    /// <summary>A closing parenthesis is missing.</summary>
    ExpectedRightParenthesis,

    /// <summary>A closing brace, or a comma before it, is missing.</summary>
    ExpectedRightBrace,

    /// <summary>A value in quotes is missing.</summary>
    ExpectedString,

    /// <summary>A set in braces is missing.</summary>
    ExpectedSet,

    /// <summary>A condition should begin here and does not.</summary>
    UnexpectedToken,

    /// <summary>Something follows the end of a complete selector.</summary>
    UnexpectedContent,

    /// <summary>
    /// Parentheses are nested deeper than <see cref="Selector.MaxDepth"/>. Calico's parser has no such limit, but its API
    /// takes no selector longer than 1024 characters, which cannot nest that deep.
    /// </summary>
    NestedTooDeeply,
}
