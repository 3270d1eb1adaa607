using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Validation;

/// <summary>The selectors of a run. Each text is parsed once, however many rules ask for it and however often it comes.</summary>
internal sealed class SelectorCache
{
    private readonly Dictionary<string, ParsedSelector> _parsed = new(StringComparer.Ordinal);

    private readonly Dictionary<string, bool> _satisfiable = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Wanted, string Excluded), bool> _excluding = [];

    /// <summary>The cache of a run.</summary>
    public static SelectorCache Of(RuleContext context) => context.Shared(static _ => new SelectorCache());

    /// <summary>What a text is.</summary>
    public ParsedSelector Read(string text)
    {
        if (_parsed.TryGetValue(text, out var parsed)) return parsed;
        parsed = Selector.TryParse(text, out var selector, out var error) ? new(selector, null) : new(null, error);
        _parsed.Add(text, parsed);
        return parsed;
    }

    /// <summary>The selector; null where there is no text, an empty one, or one that is no selector.</summary>
    public Selector? Find(string? text) => string.IsNullOrEmpty(text) ? null : Read(text).Selector;

    /// <summary>Whether nothing rules out that some labels meet a selector. Worked out once for each text.</summary>
    public bool IsSatisfiable(Selector selector)
    {
        if (_satisfiable.TryGetValue(selector.Text, out var known)) return known;
        known = selector.IsSatisfiable;
        _satisfiable.Add(selector.Text, known);
        return known;
    }

    /// <summary>Whether no labels can meet one selector and not the other.</summary>
    public bool Excludes(Selector wanted, Selector excluded)
    {
        if (_excluding.TryGetValue((wanted.Text, excluded.Text), out var known)) return known;
        known = !Satisfiability.CanHold(new AndNode(wanted.Root, new NotNode(excluded.Root)), negated: false);
        _excluding.Add((wanted.Text, excluded.Text), known);
        return known;
    }

    /// <summary>The canonical text; empty where there is none, and the text itself where it is no selector.</summary>
    public string Canonical(string? text) => string.IsNullOrEmpty(text) ? string.Empty : Read(text).Selector?.Canonical ?? text;

    /// <summary>A number for the canonical text, the same for the same text; 0 where there is none.</summary>
    public int Digest(string? text) =>
        string.IsNullOrEmpty(text) ? 0 : Read(text).Selector?.GetHashCode() ?? text.GetHashCode(StringComparison.Ordinal);
}
