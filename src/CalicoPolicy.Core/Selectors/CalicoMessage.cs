using System.Diagnostics;
using System.Text;

namespace CalicoPolicy.Core.Selectors;

/// <summary>The words that Calico itself prints for an error, so that people find them in its logs and in search engines.</summary>
/// <remarks>O(rest of the text).</remarks>
internal static class CalicoMessage
{
    /// <summary>Calico prints all tokens left over; no selector that its API takes (1024 characters) has more than these.</summary>
    private const int MaxTokensListed = 1025;

    /// <summary>
    /// Calico cuts the whole text into tokens before it parses, so a fault further on hides the error that the parser meets first.
    /// </summary>
    /// <param name="text">The selector.</param>
    /// <param name="fault">The first error in reading order.</param>
    /// <param name="rest">The tokenizer, standing behind the token found; it is read to its end.</param>
    /// <returns>Calico's message, or null where Calico would have found nothing wrong so far.</returns>
    public static string? Of(string text, SelectorFault fault, ref SelectorTokenizer rest)
    {
        var leftOver = fault.Code == SelectorErrorCode.UnexpectedContent ? new StringBuilder() : null;
        var listed = 0;
        var previous = fault.Previous;
        var token = fault.Found;
        while (true)
        {
            if (token.Kind == SelectorTokenKind.Fault)
                return OfTokenizer(text, rest.FaultCode, token, previous);
            if (leftOver is not null && listed++ < MaxTokensListed)
                leftOver.Append(listed > 1 ? " " : "").Append(token.Describe(text));
            if (token.Kind == SelectorTokenKind.EOF)
                return OfParser(text, fault, leftOver);
            previous = token;
            token = rest.Next();
        }
    }

    private static string OfTokenizer(string text, SelectorErrorCode code, SelectorToken fault, SelectorToken previous) => code switch
    {
        SelectorErrorCode.UnterminatedString => "unterminated string",
        SelectorErrorCode.ExpectedDoubleEquals => "expected ==",
        SelectorErrorCode.ExpectedDoubleAmpersand => "expected &&",
        SelectorErrorCode.ExpectedDoubleBar => "expected ||",
        SelectorErrorCode.LabelTooLong => $"label too long: {text[fault.Start..fault.End]}",
        SelectorErrorCode.ExpectedIdentifier => "expected identifier",
        SelectorErrorCode.ExpectedOperator => $"expected operator after label \"{previous.ValueIn(text)}\"",
        SelectorErrorCode.UnclosedCall => $"no closing ')' after {CallName(text, fault)}(",
        _ => throw new UnreachableException(),
    };

    private static string? OfParser(string text, SelectorFault fault, StringBuilder? leftOver) => fault.Code switch
    {
        SelectorErrorCode.UnexpectedEnd => "unexpected end of string looking for op",
        SelectorErrorCode.NotAnOperator => $"expected == or != not: {fault.Found.Describe(text)}",
        SelectorErrorCode.ExpectedRightParenthesis => "expected )",
        SelectorErrorCode.ExpectedRightBrace => "expected }",
        SelectorErrorCode.ExpectedString => "expected string",
        SelectorErrorCode.ExpectedSet => "expected set literal",
        SelectorErrorCode.UnexpectedToken => $"unexpected token: {fault.Found.Describe(text)}",
        SelectorErrorCode.UnexpectedContent => $"unexpected content at end of selector [{leftOver}]",
        SelectorErrorCode.NestedTooDeeply => null,
        _ => throw new UnreachableException(),
    };

    /// <summary>The word before the parenthesis of a call that is not closed.</summary>
    public static string CallName(string text, SelectorToken fault) => text[fault.ValueStart] switch
    {
        'h' => "has",
        'a' => "all",
        _ => "global",
    };
}
