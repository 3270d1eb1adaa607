using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Validation;

/// <summary>The selectors of a run. Each text is parsed once, however many rules ask for it and however often it comes.</summary>
internal sealed class SelectorCache
{
    private readonly Dictionary<string, ParsedSelector> _parsed = new(StringComparer.Ordinal);

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

    /// <summary>The canonical text; empty where there is none, and the text itself where it is no selector.</summary>
    public string Canonical(string? text) => string.IsNullOrEmpty(text) ? string.Empty : Read(text).Selector?.Canonical ?? text;
}
