using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Tests.Shared.Fuzzing;
using CalicoPolicy.Yaml;

namespace CalicoPolicy.Benchmarks.Fuzzing;

/// <summary>The readers and the parser, each with what must hold of anything that they accept.</summary>
internal static class FuzzTargets
{
    private static readonly YamlFormat YamlText = new();
    private static readonly YamlFormat YamlParser = new() { UsesParserOnly = true };
    private static readonly JsonFormat JsonText = JsonFormat.Instance;

    // Few enough that repeated pieces reach each of them.
    private static readonly ReadLimits Tight = new() { MaxBytes = 12_000, MaxScalarLength = 3_000, MaxDepth = 20, MaxNodes = 2_000, MaxAliasedNodes = 100 };

    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("yaml", FuzzSeeds.Yaml, FuzzSeeds.YamlTokens, 40, Yaml),
        new("json", FuzzSeeds.Json, FuzzSeeds.JsonTokens, 20, text => Documents(JsonText, text)),
        new("selector", FuzzSeeds.Selectors, FuzzSeeds.SelectorTokens, 40, Selectors),
    ];

    private static void Yaml(string text)
    {
        Documents(YamlText, text);
        var quick = YamlText.Read(new StringReader(text), "fuzz", ReadLimits.Default, CancellationToken.None).ToList();
        var parsed = YamlParser.Read(new StringReader(text), "fuzz", ReadLimits.Default, CancellationToken.None).ToList();
        if (quick.Count != parsed.Count) throw new FuzzViolationException("The quick way and the parser see another number of documents.");
        for (var index = 0; index < quick.Count; index++)
        {
            var (left, right) = (quick[index], parsed[index]);
            if (!Equals(left.Root, right.Root) || left.Root?.Span != right.Root?.Span || left.Extent != right.Extent || left.HasComments != right.HasComments)
                throw new FuzzViolationException($"The quick way and the parser read document {index} otherwise.");
        }
    }

    private static void Documents(ITextFormat format, string text)
    {
        var limits = text.Length % 8 == 0 ? Tight : ReadLimits.Default;
        foreach (var document in format.Read(new StringReader(text), "fuzz", limits, CancellationToken.None))
        {
            if (document.Root is null && document.Errors.Count == 0) throw new FuzzViolationException("A document has neither a tree nor an error.");
            foreach (var error in document.Errors) Check(error);
            var mapped = ResourceMapper.Read(document, "fuzz");
            foreach (var error in mapped.Errors) Check(error);
            foreach (var resource in mapped.Resources) SameAgain(format, resource);
        }
    }

    private static void Check(DocumentError error)
    {
        if (error.Message.Length == 0 || error.Span.Start.Line < 1 || error.Span.Start.Column < 1)
            throw new FuzzViolationException("An error has no message or no place: " + error);
    }

    /// <summary>What was read is the same after it was written and read again.</summary>
    private static void SameAgain(ITextFormat format, Resource resource)
    {
        var text = new StringWriter();
        format.Write([ResourceMapper.Write(resource, keepServerMetadata: true)], text);
        var documents = format.Read(new StringReader(text.ToString()), "again", ReadLimits.Default, CancellationToken.None).ToList();
        if (documents.Count != 1) throw new FuzzViolationException($"Written, it is {documents.Count} documents:\n{text}");
        var again = ResourceMapper.Read(documents[0], "again");
        if (again.Errors.Count > 0) throw new FuzzViolationException($"Written, it cannot be read: {again.Errors[0]}\n{text}");
        if (again.Resources.Count != 1 || !resource.Equals(again.Resources[0])) throw new FuzzViolationException($"Written and read, it is another:\n{text}");
    }

    private static void Selectors(string text)
    {
        if (!Selector.TryParse(text, out var selector, out var error))
        {
            if (error.Message.Length == 0 || error.Position < 0 || error.Position > text.Length || error.ToString().Length == 0)
                throw new FuzzViolationException("An error has no message or no place: " + error);
            return;
        }

        var again = Selector.Parse(selector.Canonical);

        // Calico's own canonical text is not always stable: !(!has(a)) gives !!has(a), which reads back as has(a).
        var isStable = !selector.Canonical.Contains("!!", StringComparison.Ordinal);
        if (isStable && again.Canonical != selector.Canonical) throw new FuzzViolationException($"Not canonical: {selector.Canonical} -> {again.Canonical}");
        var labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = "b", ["app"] = "web", ["zone"] = "dmz" };
        if (again.Matches(labels) != selector.Matches(labels)) throw new FuzzViolationException($"Matches otherwise: {selector.Canonical}");
        _ = selector.UniqueId;
        _ = selector.IsSatisfiable;
        _ = selector.MatchesEverything;
    }
}
