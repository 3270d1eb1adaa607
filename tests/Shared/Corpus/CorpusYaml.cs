using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CalicoPolicy.Tests.Shared.Corpus;

/// <summary>
/// Writes YAML the way kubectl prints it, or the way people write it. It shares nothing with the writer of the product, so that
/// what this writes tests the product's reader.
/// </summary>
internal sealed class CorpusYaml
{
    private static readonly string[] Words = ["true", "false", "yes", "no", "on", "off", "null", "y", "n", "~"];

    private readonly StringBuilder _text = new();
    private readonly Random _random;
    private readonly bool _isByHand;

    // People indent the items of a list or do not, the same all over a document.
    private readonly int _itemIndent;

    public CorpusYaml(Random random, bool isByHand)
    {
        _random = random;
        _isByHand = isByHand;
        _itemIndent = isByHand && random.Chance(60) ? 2 : 0;
    }

    public void Document(JsonObject value)
    {
        if (_isByHand && _random.Chance(50)) _text.Append("# ").Append(_random.Pick(CorpusWords.Comments)).Append('\n');
        Fields(value, 0, isFirstInline: false);
    }

    public override string ToString() => _text.ToString();

    private void Fields(JsonObject value, int indent, bool isFirstInline)
    {
        foreach (var (key, field) in value)
        {
            if (_isByHand && !isFirstInline && _random.Chance(2))
                _text.Append(' ', indent).Append("# ").Append(_random.Pick(CorpusWords.Comments)).Append('\n');
            if (!isFirstInline) _text.Append(' ', indent);
            isFirstInline = false;
            _text.Append(key).Append(':');
            Value(field!, indent);
        }
    }

    private void Value(JsonNode value, int indent)
    {
        switch (value)
        {
            case JsonObject { Count: 0 }:
                _text.Append(" {}\n");
                break;
            case JsonObject mapping:
                _text.Append('\n');
                Fields(mapping, indent + 2, isFirstInline: false);
                break;
            case JsonArray { Count: < 8 } list when _isByHand && list.All(item => item is JsonValue) && _random.Chance(50):
                Flow(list, indent + 4);
                break;
            case JsonArray list:
                _text.Append('\n');
                Items(list, indent + _itemIndent);
                break;
            default:
                _text.Append(' ');
                Scalar(value, indent + 2);
                break;
        }
    }

    private void Items(JsonArray list, int indent)
    {
        foreach (var item in list)
        {
            _text.Append(' ', indent).Append("- ");
            if (item is JsonObject mapping)
                Fields(mapping, indent + 2, isFirstInline: true);
            else
                Scalar(item!, indent + 2);
        }
    }

    private void Flow(JsonArray list, int indent)
    {
        _text.Append(" [");
        for (var index = 0; index < list.Count; index++)
        {
            if (index > 0)
            {
                _text.Append(',');
                if (_random.Chance(90)) _text.Append(' ');
                else _text.Append('\n').Append(' ', indent);
            }

            var text = list[index]!.GetValueKind() == JsonValueKind.String ? list[index]!.GetValue<string>() : null;
            if (text is null)
                _text.Append(list[index]!.ToJsonString());
            else if (_random.Chance(50) && IsSafe(text))
                _text.Append(text);
            else
                _text.Append(Quoted(text));
        }

        _text.Append("]\n");
    }

    private void Scalar(JsonNode value, int indent)
    {
        if (value.GetValueKind() != JsonValueKind.String)
        {
            Line(value.ToJsonString());
        }
        else if (value.GetValue<string>() is var text && text.EndsWith('\n'))
        {
            _text.Append("|\n");
            foreach (var line in text[..^1].Split('\n')) _text.Append(' ', indent).Append(line).Append('\n');
        }
        else if (_isByHand && text.Length > 60 && _random.Chance(30))
        {
            _text.Append(">-\n").Append(' ', indent)
                .Append(text.Replace(" && ", " &&\n" + new string(' ', indent), StringComparison.Ordinal)).Append('\n');
        }
        else
        {
            Line(!IsPlain(text) || (_isByHand && _random.Chance(30)) ? Quoted(text) : text);
        }
    }

    private void Line(string text)
    {
        _text.Append(text);
        if (_isByHand && _random.Chance(3)) _text.Append("  # ").Append(_random.Pick(CorpusWords.Comments));
        _text.Append('\n');
    }

    private string Quoted(string text) =>
        (_isByHand ? _random.Chance(50) : text.Contains('\'', StringComparison.Ordinal))
            ? $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""
            : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static bool IsPlain(string text) =>
        text.Length > 0 && (char.IsAsciiLetter(text[0]) || text[0] is '(' or '/' || IsSafe(text))
        && !text.Contains(": ", StringComparison.Ordinal) && !text.Contains(" #", StringComparison.Ordinal)
        && !Words.Contains(text, StringComparer.OrdinalIgnoreCase) && !IsTimeOrNumber(text);

    // Also within [ and ].
    private static bool IsSafe(string text) =>
        text.Length > 0 && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '/' or '-' or ':') && text[0] is not ('-' or ':')
        && !IsTimeOrNumber(text) && !Words.Contains(text, StringComparer.OrdinalIgnoreCase);

    private static bool IsTimeOrNumber(string text) =>
        char.IsAsciiDigit(text[0]) && text.All(character => char.IsAsciiDigit(character) || character is '.' or ':' or '-' or 'T' or 'Z' or 'e' or 'E');
}
