using System.Text;
using System.Text.RegularExpressions;

namespace CalicoPolicy.Core.Tests.Selectors;

/// <summary>
/// Calico's selector language written down a second time, slowly and from its description alone: bytes, regular expressions,
/// a list of tokens, closures. Nothing of it is shared with the code under test.
/// </summary>
internal static class ReferenceSelector
{
    private const string Id = "[a-zA-Z0-9_./-]";
    private const string End = $"(?!{Id})";
    private const string Space = "(?>[ \t]*)";

    private static readonly (string Kind, Regex Pattern)[] AfterLabel =
    [
        ("contains", At($"contains{End}")),
        ("starts with", At($"starts{Space}with{Space}{End}")),
        ("ends with", At($"ends{Space}with{Space}{End}")),
        ("not in", At($"not{Space}in{Space}{End}")),
        ("in", At($"in{End}")),
    ];

    private static readonly (string Kind, Regex Pattern)[] Anywhere =
    [
        ("(", At(@"\(")), (")", At(@"\)")), ("{", At(@"\{")), ("}", At(@"\}")), (",", At(",")),
        ("string", At("\"([^\"]*)\"")), ("string", At("'([^']*)'")),
        ("==", At("==")), ("!=", At("!=")), ("!", At("!")), ("&&", At("&&")), ("||", At(@"\|\|")),
    ];

    private static readonly (string Kind, Regex Pattern)[] Elsewhere =
    [
        ("has", At($@"has\({Space}({Id}{{1,512}}){Space}\)")),
        ("all", At($@"all\({Space}\)")),
        ("global", At($@"global\({Space}\)")),
        ("broken", At(@"(has|all|global)\(")),
        ("label", At($"((?>{Id}+))")),
    ];

    /// <summary>The selector as a function of labels, or null for a text that is none.</summary>
    public static Func<IReadOnlyDictionary<string, string>, bool>? Read(string text)
    {
        var tokens = Tokens(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text)));
        if (tokens is null)
            return null;
        if (tokens.Count == 1)
            return _ => true;
        try
        {
            var reader = new Reader(tokens);
            var condition = reader.Or();
            return reader.Kind == "end" ? condition : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static Regex At(string pattern) => new(@"\G" + pattern, RegexOptions.CultureInvariant);

    private static List<(string Kind, string Value)>? Tokens(string bytes)
    {
        var tokens = new List<(string Kind, string Value)>();
        var at = 0;
        while (true)
        {
            while (at < bytes.Length && bytes[at] is ' ' or '\t')
                at++;
            if (at == bytes.Length)
                break;
            var words = tokens.Count > 0 && tokens[^1].Kind == "label" ? AfterLabel : Elsewhere;
            var (kind, match) = Anywhere.Concat(words)
                .Select(rule => (rule.Kind, Match: rule.Pattern.Match(bytes, at)))
                .FirstOrDefault(rule => rule.Match.Success);
            var value = match?.Groups[1].Value ?? "";
            if (match is null || kind == "broken" || (kind == "label" && value.Length > 512))
                return null;
            tokens.Add((kind, Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(value))));
            at += match.Length;
        }

        tokens.Add(("end", ""));
        return tokens;
    }

    private sealed class Reader(List<(string Kind, string Value)> tokens)
    {
        private int _at;

        public string Kind => tokens[_at].Kind;

        public Func<IReadOnlyDictionary<string, string>, bool> Or()
        {
            var left = And();
            while (Kind == "||")
            {
                _at++;
                var (a, b) = (left, And());
                left = labels => a(labels) || b(labels);
            }

            return left;
        }

        private Func<IReadOnlyDictionary<string, string>, bool> And()
        {
            var left = Not();
            while (Kind == "&&")
            {
                _at++;
                var (a, b) = (left, Not());
                left = labels => a(labels) && b(labels);
            }

            return left;
        }

        private Func<IReadOnlyDictionary<string, string>, bool> Not()
        {
            if (Kind != "!")
                return One();
            _at++;
            var inner = Not();
            return labels => !inner(labels);
        }

        private Func<IReadOnlyDictionary<string, string>, bool> One()
        {
            var (kind, value) = tokens[_at++];
            switch (kind)
            {
                case "all" or "global":
                    return _ => true;
                case "has":
                    return labels => labels.ContainsKey(value);
                case "(":
                    var inner = Or();
                    Take(")");
                    return inner;
                case "label":
                    return Test(value);
                default:
                    throw new FormatException();
            }
        }

        private Func<IReadOnlyDictionary<string, string>, bool> Test(string key)
        {
            var operation = tokens[_at++].Kind;
            if (operation is "in" or "not in")
            {
                var set = Set();
                return operation == "in"
                    ? labels => labels.TryGetValue(key, out var v) && set.Contains(v)
                    : labels => !labels.TryGetValue(key, out var v) || !set.Contains(v);
            }

            if (operation is not ("==" or "!=" or "contains" or "starts with" or "ends with"))
                throw new FormatException();
            var value = Take("string");
            return operation switch
            {
                "==" => labels => labels.TryGetValue(key, out var v) && v == value,
                "!=" => labels => !labels.TryGetValue(key, out var v) || v != value,
                "contains" => labels => labels.TryGetValue(key, out var v) && v.Contains(value, StringComparison.Ordinal),
                "starts with" => labels => labels.TryGetValue(key, out var v) && v.StartsWith(value, StringComparison.Ordinal),
                _ => labels => labels.TryGetValue(key, out var v) && v.EndsWith(value, StringComparison.Ordinal),
            };
        }

        private List<string> Set()
        {
            var values = new List<string>();
            Take("{");
            while (Kind == "string")
            {
                values.Add(Take("string"));
                if (Kind != ",")
                    break;
                _at++;
            }

            Take("}");
            return values;
        }

        private string Take(string kind) => Kind == kind ? tokens[_at++].Value : throw new FormatException();
    }
}
