using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Findings;

/// <summary>
/// What the author of an object has put up with: an entry of the annotation <c>calicopolicy.io/ignore</c>, such as
/// <c>CP1011 two addresses of the DNS cache; OwnSide* reviewed in June</c>.
/// </summary>
/// <param name="Pattern">An id or name of rules, with <c>*</c> and <c>?</c>, any case.</param>
/// <param name="Reason">Why; empty where none is given.</param>
/// <param name="Offset">Where the entry begins in the annotation's text, from 0.</param>
public sealed record Suppression(string Pattern, string Reason, int Offset)
{
    /// <summary>The annotation.</summary>
    public const string Annotation = "calicopolicy.io/ignore";

    private static readonly FieldPath Place = FieldPath.Root["metadata"]["annotations"][Annotation];

    /// <summary>The rule on suppressions themselves; each cmdlet judges those of its own rules.</summary>
    public static RuleDescriptor UnusedRule { get; } =
        new("CP0001", "UnusedSuppression", FindingSeverity.Low, "An annotation ignores a rule that finds nothing in the object, or that there is not.");

    /// <summary>The entries of an object's annotation, in the order of the text.</summary>
    public static IReadOnlyList<Suppression> Of(Resource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return resource.Annotations.TryGetValue(Annotation, out var text) ? [.. Entries(text)] : [];
    }

    /// <summary>Whether the findings of a rule go.</summary>
    public bool Hides(RuleDescriptor rule) => rule.IsSuppressible && RuleOptions.Names(Pattern, rule);

    /// <summary>What there is to say of the entry.</summary>
    internal Observation Observe(Resource resource, string message, string recommendation) => new(Place, message, recommendation)
    {
        Content = Pattern,
        Part = new(resource.Annotations[Annotation], Offset),
    };

    private static IEnumerable<Suppression> Entries(string text)
    {
        for (var start = 0; start <= text.Length;)
        {
            var end = text.IndexOf(';', start);
            if (end < 0) end = text.Length;
            var entry = text[start..end];
            var words = entry.Trim().Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (words.Length > 0)
                yield return new(words[0], words.Length > 1 ? words[1] : string.Empty, start + entry.Length - entry.TrimStart().Length);
            start = end + 1;
        }
    }
}
