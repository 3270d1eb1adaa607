using System.Diagnostics;
using System.Globalization;

namespace CalicoPolicy.Core.Selectors;

/// <summary>Says in a sentence what was expected and what was found instead.</summary>
internal static class SelectorErrorMessage
{
    private const int MaxQuoted = 40;

    public static string Of(string text, SelectorFault fault)
    {
        var found = Found(text, fault.Found);
        return fault.Subject switch
        {
            SelectorErrorCode.UnterminatedString =>
                $"The quote {text[fault.Found.Start]} opened {At(fault.Found.Start)} is never closed.",
            SelectorErrorCode.ExpectedDoubleEquals => $"Expected == {At(fault.Found.Start)}, found a single =.",
            SelectorErrorCode.ExpectedDoubleAmpersand => $"Expected && {At(fault.Found.Start)}, found a single &.",
            SelectorErrorCode.ExpectedDoubleBar => $"Expected || {At(fault.Found.Start)}, found a single |.",
            SelectorErrorCode.LabelTooLong => string.Create(
                CultureInfo.InvariantCulture,
                $"The label key {At(fault.Found.Start)} has {fault.Found.End - fault.Found.Start} characters; at most 512 are allowed."),
            SelectorErrorCode.ExpectedIdentifier => $"Expected a label key in has() {At(fault.Found.Start)}, found {found}.",
            SelectorErrorCode.ExpectedOperator or SelectorErrorCode.NotAnOperator =>
                $"Expected an operator after the label {fault.Previous.ValueIn(text)} {At(fault.Found.Start)}, found {found}.",
            SelectorErrorCode.UnclosedCall =>
                $"Expected ) to close {CalicoMessage.CallName(text, fault.Found)}( {At(fault.Found.Start)}, found {found}.",
            SelectorErrorCode.UnexpectedEnd => $"Expected an operator after the label {fault.Previous.ValueIn(text)}, found {found}.",
            SelectorErrorCode.ExpectedRightParenthesis =>
                $"Expected &&, || or ) {At(fault.Found.Start)} for the ( opened {At(fault.OpenedAt)}, found {found}.",
            SelectorErrorCode.ExpectedRightBrace => $"Expected {InSet(fault)} {At(fault.Found.Start)}, found {found}.",
            SelectorErrorCode.ExpectedString =>
                $"Expected a value in quotes after {Source(text, fault.Previous)} {At(fault.Found.Start)}, found {found}.",
            SelectorErrorCode.ExpectedSet =>
                $"Expected a set in braces after {Source(text, fault.Previous)} {At(fault.Found.Start)}, found {found}.",
            SelectorErrorCode.UnexpectedToken => $"Expected a condition {At(fault.Found.Start)}, found {found}.",
            SelectorErrorCode.UnexpectedContent => $"Expected && or || or the end {At(fault.Found.Start)}, found {found}.",
            SelectorErrorCode.NestedTooDeeply => string.Create(
                CultureInfo.InvariantCulture,
                $"More than {Selector.MaxDepth} parentheses are open {At(fault.Found.Start)}."),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>People count characters from 1.</summary>
    private static string At(int position) => string.Create(CultureInfo.InvariantCulture, $"at character {position + 1}");

    private static string InSet(SelectorFault fault) => fault.Previous.Kind switch
    {
        SelectorTokenKind.StringLiteral => ", or } after a value of the set",
        SelectorTokenKind.Comma => "a value in quotes or } after the comma",
        _ => "a value in quotes or } after {",
    };

    private static string Found(string text, SelectorToken token)
    {
        if (token.Start >= text.Length)
            return "the end of the selector";
        return text[token.Start] switch
        {
            '\n' or '\r' => "a line break",
            '\u00A0' => "a no-break space",
            var c when char.IsControl(c) || char.IsWhiteSpace(c) || char.IsSurrogate(c) =>
                string.Create(CultureInfo.InvariantCulture, $"the character U+{CodePoint(text, token.Start):X4}"),
            _ => Source(text, token),
        };
    }

    private static int CodePoint(string text, int index) =>
        char.IsSurrogate(text[index]) && !char.IsSurrogatePair(text, index) ? text[index] : char.ConvertToUtf32(text, index);

    private static string Source(string text, SelectorToken token) =>
        token.End - token.Start > MaxQuoted ? $"{text.AsSpan(token.Start, MaxQuoted)}..." : text[token.Start..token.End];
}
