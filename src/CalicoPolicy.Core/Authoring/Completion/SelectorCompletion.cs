using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Authoring.Completion;

/// <summary>Goes on with the text of a selector where it ends: label keys, operators, values, and what joins conditions. Linear in text and words.</summary>
public static class SelectorCompletion
{
    private static readonly string[] Operators = ["==", "!=", "in", "not in", "contains", "starts with", "ends with"];

    /// <summary>The ways to go on; none where the text cannot become a selector, or nothing is known.</summary>
    /// <param name="text">The text before the cursor.</param>
    /// <param name="words">The labels that are known.</param>
    public static IReadOnlyList<SelectorSuggestion> Complete(string text, LabelWords words)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(words);
        var tokenizer = new SelectorTokenizer(text);
        SelectorToken last = default, label = default;
        var isInBraces = false;
        while (true)
        {
            var token = tokenizer.Next();
            if (token.Kind is SelectorTokenKind.EOF)
                return [.. AtEnd(text, last, label.ValueIn(text).ToString(), isInBraces, words)];
            if (token.Kind is SelectorTokenKind.Fault)
                return [.. InToken(text, token, last, label.ValueIn(text).ToString(), isInBraces, words)];
            if (token.Kind is SelectorTokenKind.Label) label = token;
            isInBraces = token.Kind is SelectorTokenKind.LBrace || (isInBraces && token.Kind is not SelectorTokenKind.RBrace);
            last = token;
        }
    }

    private static IEnumerable<SelectorSuggestion> AtEnd(string text, SelectorToken last, string label, bool isInBraces, LabelWords words)
    {
        if (last.Kind is SelectorTokenKind.Label && last.End == text.Length) return Starting(text[..last.Start], label, words.Keys, "");
        if (last.Kind is SelectorTokenKind.Label) return Starting(text, "", Operators, " ");
        if (TakesValue(last, isInBraces)) return Values(text, "", '\'', words.ValuesOf(label));
        if (TakesCondition(last)) return Starting(text, "", last.Kind is SelectorTokenKind.None ? words.Keys.Append("all()") : words.Keys, "");
        if (last.Kind is SelectorTokenKind.In or SelectorTokenKind.NotIn) return Starting(Spaced(text), "", ["{"], "");
        return isInBraces ? Starting(text, "", [",", "}"], "") : Starting(Spaced(text), "", ["&&", "||"], " ");
    }

    private static IEnumerable<SelectorSuggestion> InToken(
        string text, SelectorToken fault, SelectorToken last, string label, bool isInBraces, LabelWords words)
    {
        var (before, begun) = (text[..fault.ValueStart], text[fault.ValueStart..]);
        if (last.Kind is SelectorTokenKind.Label) return Starting(before, begun, Operators, " ");
        if (TakesValue(last, isInBraces) && begun[0] is '\'' or '"') return Values(before, begun[1..], begun[0], words.ValuesOf(label));
        const string Has = "has(";
        if (!TakesCondition(last) || !begun.StartsWith(Has, StringComparison.Ordinal)) return [];
        var key = begun[Has.Length..].TrimStart();
        return Starting(before + Has, key, words.Keys, ")");
    }

    private static bool TakesValue(SelectorToken last, bool isInBraces) => last.Kind
        is SelectorTokenKind.Eq or SelectorTokenKind.Ne or SelectorTokenKind.Contains or SelectorTokenKind.StartsWith or SelectorTokenKind.EndsWith
        || (isInBraces && last.Kind is SelectorTokenKind.LBrace or SelectorTokenKind.Comma);

    private static bool TakesCondition(SelectorToken last) => last.Kind
        is SelectorTokenKind.None or SelectorTokenKind.And or SelectorTokenKind.Or or SelectorTokenKind.Not or SelectorTokenKind.LParen;

    private static IEnumerable<SelectorSuggestion> Starting(string before, string begun, IEnumerable<string> words, string behind) =>
        words.Where(word => word.StartsWith(begun, StringComparison.Ordinal)).Select(word => new SelectorSuggestion(before + word + behind, word));

    private static IEnumerable<SelectorSuggestion> Values(string before, string begun, char quote, IEnumerable<string> values) =>
        from value in values
        where value.StartsWith(begun, StringComparison.Ordinal) && !value.Contains(quote, StringComparison.Ordinal)
        select new SelectorSuggestion($"{(before.EndsWith('{') ? before : Spaced(before))}{quote}{value}{quote}", value);

    private static string Spaced(string text) => text.Length == 0 || text[^1] is ' ' or '\t' ? text : text + " ";
}
