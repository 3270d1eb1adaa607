using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace CalicoPolicy.Core.Selectors;

/// <summary>
/// A label selector in Calico's language, parsed. Accepts and rejects exactly what Calico's own parser does
/// (libcalico-go/lib/selector), except that nesting is limited to <see cref="MaxDepth"/>.
/// Immutable and safe for use by many threads. Two selectors are equal when their canonical texts are.
/// </summary>
/// <remarks>
/// Parsing is O(length), plus sorting the values of each set. <see cref="Canonical"/> and <see cref="UniqueId"/> are made on first use
/// and kept. Matching is at most one lookup per label test. Text is taken to be well-formed UTF-16.
/// </remarks>
public sealed class Selector : IEquatable<Selector>
{
    /// <summary>
    /// How deep parentheses may be nested: far deeper than fits into the 1024 characters that Calico's API takes, with room for
    /// the parentheses that canonical text and rewriting add.
    /// </summary>
    public const int MaxDepth = 1000;

    private string? _canonical;
    private string? _uniqueId;

    /// <summary>Makes a selector from a tree; its <see cref="Text"/> is the canonical one.</summary>
    public Selector(SelectorNode root)
    {
        ArgumentNullException.ThrowIfNull(root);
        Root = root;
        _canonical = CanonicalText.Of(root);
        Text = _canonical;
    }

    internal Selector(string text, SelectorNode root)
    {
        Text = text;
        Root = root;
    }

    /// <summary>The selector <c>all()</c>.</summary>
    public static Selector All { get; } = new(new AllNode());

    /// <summary>The text as it was written; ranges of nodes point into it.</summary>
    public string Text { get; }

    /// <summary>The whole condition.</summary>
    public SelectorNode Root { get; }

    /// <summary>
    /// The text that Calico makes of it: double quotes where possible, sets sorted by bytes and without repetitions,
    /// and/or always in parentheses; <c>all()</c> for an empty selector.
    /// </summary>
    public string Canonical => _canonical ??= CanonicalText.Of(Root);

    /// <summary>
    /// The id that Calico gives it: <c>s:</c> and 38 characters, the SHA-224 of <c>s:</c> and the canonical text in base64url.
    /// </summary>
    public string UniqueId => _uniqueId ??= MakeUniqueId(Canonical);

    /// <summary>
    /// False when no labels at all can match, proven from the text alone; true proves nothing. O(nodes x depth) on each call.
    /// </summary>
    public bool IsSatisfiable => Satisfiability.CanHold(Root, negated: false);

    /// <summary>
    /// True when all labels match, proven from the text alone: <c>all()</c>, empty, <c>!!all()</c>, <c>has(a) || !has(a)</c>;
    /// <c>global()</c> too, see <see cref="GlobalNode"/>. False proves nothing. O(nodes x depth) on each call.
    /// </summary>
    public bool MatchesEverything => !Satisfiability.CanHold(Root, negated: true);

    /// <summary>Whether both have the same canonical text.</summary>
    public static bool operator ==(Selector? left, Selector? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether the canonical texts differ.</summary>
    public static bool operator !=(Selector? left, Selector? right) => !(left == right);

    /// <summary>Reads a selector. An empty text, or one of spaces and tabs only, is <c>all()</c>.</summary>
    /// <exception cref="SelectorParseException">The text is no selector; says where and why.</exception>
    public static Selector Parse(string text) =>
        TryParse(text, out var selector, out var error) ? selector : throw new SelectorParseException(error);

    /// <summary>Reads a selector, or says why not.</summary>
    /// <returns>Whether the text is a selector.</returns>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out Selector? selector, [NotNullWhen(false)] out SelectorError? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        var root = new SelectorParser(text).Parse(out error);
        selector = root is null ? null : new Selector(text, root);
        return root is not null;
    }

    /// <summary>
    /// The canonical text of a selector. Space of any kind round the text is removed first, line ends too, which
    /// <see cref="Parse"/> would refuse; a text that is no selector comes back with only that done.
    /// </summary>
    public static string Normalise(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var trimmed = text.Trim();
        return TryParse(trimmed, out var selector, out _) ? selector.Canonical : trimmed;
    }

    /// <summary>
    /// Whether the text can be a label key in a selector: 1 to 512 of <c>A-Z a-z 0-9 _ . / -</c>, in any order.
    /// Kubernetes is stricter about the keys of real labels.
    /// </summary>
    public static bool IsLabel(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length is > 0 and <= SelectorTokenizer.MaxLabelLength
            && SelectorTokenizer.IdentifierLength(text) == text.Length;
    }

    /// <summary>Whether something with these labels is selected. <c>global()</c> counts as true, as in Calico's engine.</summary>
    public bool Matches<TLabels>(TLabels labels)
        where TLabels : ILabels => SelectorEvaluation.Matches(Root, labels);

    /// <inheritdoc cref="Matches{TLabels}(TLabels)" />
    public bool Matches(IReadOnlyDictionary<string, string> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return SelectorEvaluation.Matches(Root, new DictionaryLabels(labels));
    }

    /// <summary>Whether labels of which some may not be known satisfy the selector.</summary>
    /// <param name="labels">The labels.</param>
    public Truth Judge<TLabels>(TLabels labels)
        where TLabels : IPartialLabels => PartialEvaluation.Judge(Root, labels);

    /// <inheritdoc />
    public bool Equals(Selector? other) => ReferenceEquals(this, other) || (other is not null && other.Canonical == Canonical);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as Selector);

    /// <inheritdoc />
    public override int GetHashCode() => Canonical.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text as it was written.</summary>
    public override string ToString() => Text;

    private static string MakeUniqueId(string canonical)
    {
        var hash = Sha224.HashData(Encoding.UTF8.GetBytes("s:" + canonical));
        return "s:" + Convert.ToBase64String(hash).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }
}
