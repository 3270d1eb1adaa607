namespace CalicoPolicy.Core.Selectors;

/// <summary>Knows what people mean by the mistakes they make, mostly from other selector languages.</summary>
internal static class SelectorHint
{
    private const string LineBreak =
        "Only spaces and tabs may separate the parts; in YAML write >- instead of > or | so that no line end is left.";

    private const string Wildcard =
        "Selectors have no wildcards: use has(label) for any value, or contains, starts with, ends with.";

    private const string LabelKey = "Label keys are made of letters, digits, and _ . / -.";

    private const string Join = "Join conditions with && (and) or || (or).";

    /// <summary>What to write instead, or null.</summary>
    public static string? Of(string text, SelectorFault fault)
    {
        var found = text.AsSpan(fault.Found.Start, fault.Found.End - fault.Found.Start);
        return OfCharacter(found) ?? fault.Subject switch
        {
            SelectorErrorCode.UnterminatedString => "There are no escapes in a value; one with ' in it goes into \"...\".",
            SelectorErrorCode.ExpectedDoubleEquals => AfterEquals(text, fault.Found.End),
            SelectorErrorCode.ExpectedDoubleAmpersand => "Use && for and.",
            SelectorErrorCode.ExpectedDoubleBar => "Use || for or.",
            SelectorErrorCode.ExpectedIdentifier => LabelKey,
            SelectorErrorCode.ExpectedOperator or SelectorErrorCode.NotAnOperator or SelectorErrorCode.UnexpectedEnd =>
                AfterLabel(fault.Previous.ValueIn(text), found),
            SelectorErrorCode.UnclosedCall => "has( ) takes one label key and no value, all( ) and global( ) take nothing.",
            SelectorErrorCode.ExpectedRightParenthesis => fault.Found.Kind == SelectorTokenKind.EOF ? "Add a )." : BetweenConditions(found),
            SelectorErrorCode.ExpectedRightBrace => InSet(fault, found),
            SelectorErrorCode.ExpectedString => AsValue(fault.Found, found),
            SelectorErrorCode.ExpectedSet => AsSet(fault.Found),
            SelectorErrorCode.UnexpectedToken => AsCondition(fault),
            SelectorErrorCode.UnexpectedContent => fault.Found.Kind == SelectorTokenKind.RParen
                ? "No ( is open for it."
                : BetweenConditions(found),
            _ => null,
        };
    }

    private static string? OfCharacter(ReadOnlySpan<char> found) => found switch
    {
        "\n" or "\r" => LineBreak,
        "\u00A0" => "Use a plain space.",
        "\u201C" or "\u201D" or "\u2018" or "\u2019" or "\u00AB" or "\u00BB" or "`" => "Use straight quotes: '...' or \"...\".",
        "*" => Wildcard,
        "[" or "]" => "A set is written in braces: {'a', 'b'}.",
        _ => null,
    };

    private static string AfterEquals(string text, int next) => next < text.Length && text[next] == '~'
        ? "Selectors have no regular expressions: use contains, starts with or ends with."
        : "Use == to compare.";

    private static string AfterLabel(ReadOnlySpan<char> label, ReadOnlySpan<char> found)
    {
        if (found is "(" && (Is(label, "has") || Is(label, "all") || Is(label, "global")))
            return $"Write {Lower(label)}( in lower case and without a space.";
        if (found is ":" or "is" or "eq" or "equals")
            return "Use == to compare.";
        if (found is "<" or ">")
            return "Use == or !=; selectors do not compare by order.";
        if (Is(found, "and"))
            return $"A condition needs an operator and a value: {label} == 'value' && ...";
        if (Is(found, "or"))
            return $"A condition needs an operator and a value: {label} == 'value' || ...";
        if (Is(found, "exists"))
            return $"Use has({label}).";
        if (Is(found, "like") || Is(found, "matches") || Is(found, "~"))
            return "Use contains, starts with or ends with.";
        if (Is(found, "in") || Is(found, "not") || Is(found, "notin") || Is(found, "contains") || Is(found, "starts")
            || Is(found, "ends") || Is(found, "startswith") || Is(found, "endswith"))
            return "The operators are in lower case: in, not in, contains, starts with, ends with.";
        return $"Use {label} == 'value', !=, in {{...}}, not in {{...}}, contains, starts with, ends with, or has({label}).";
    }

    private static string AsValue(SelectorToken token, ReadOnlySpan<char> found) => token.Kind switch
    {
        SelectorTokenKind.Label => $"Put the value in quotes: '{Short(found)}'.",
        SelectorTokenKind.LBrace => "For a set use in {...} or not in {...}.",
        _ => "Put the value in quotes: 'value'.",
    };

    private static string AsSet(SelectorToken token) => token.Kind switch
    {
        SelectorTokenKind.LParen => "A set is written in braces: {'a', 'b'}.",
        SelectorTokenKind.StringLiteral => "Put the value in braces, or use == for one value.",
        _ => "Write {'a', 'b'}.",
    };

    private static string? InSet(SelectorFault fault, ReadOnlySpan<char> found) => fault.Found.Kind switch
    {
        SelectorTokenKind.Label => $"Put the value in quotes: '{Short(found)}'.",
        SelectorTokenKind.StringLiteral => "Separate the values with commas.",
        SelectorTokenKind.EOF => "Add a }.",
        _ => null,
    };

    private static string? AsCondition(SelectorFault fault) => fault.Found.Kind switch
    {
        SelectorTokenKind.StringLiteral => "The label key comes first and has no quotes: label == 'value'.",
        SelectorTokenKind.EOF => "A condition must follow.",
        SelectorTokenKind.RParen when fault.Previous.Kind == SelectorTokenKind.LParen => "Write a condition between ( and ), or all().",
        SelectorTokenKind.And or SelectorTokenKind.Or => "A condition must stand before and after it.",
        SelectorTokenKind.Eq or SelectorTokenKind.Ne => "The label key comes first: label == 'value'.",
        SelectorTokenKind.Fault => LabelKey,
        _ => null,
    };

    private static string BetweenConditions(ReadOnlySpan<char> found)
    {
        if (Is(found, "and"))
            return "Use && for and.";
        return Is(found, "or") ? "Use || for or." : Join;
    }

    private static bool Is(ReadOnlySpan<char> text, string word) => text.Equals(word, StringComparison.OrdinalIgnoreCase);

    private static string Lower(ReadOnlySpan<char> text) => text.ToString().ToLowerInvariant();

    private static string Short(ReadOnlySpan<char> text) => text.Length > 40 ? $"{text[..40]}..." : text.ToString();
}
