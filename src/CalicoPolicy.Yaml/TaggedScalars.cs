using System.Globalization;
using System.Text;
using CalicoPolicy.Core.Documents;

namespace CalicoPolicy.Yaml;

/// <summary>Scalars with an explicit type, <c>!!str 12</c>: what kubectl makes of them, or why it refuses them.</summary>
internal static class TaggedScalars
{
    private const string Prefix = "tag:yaml.org,2002:";

    /// <summary>The tag of a merge key.</summary>
    public const string Merge = Prefix + "merge";

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a scalar by its tag.</summary>
    /// <param name="tag">The tag, not empty.</param>
    /// <param name="text">The scalar's text; replaced where the tag changes it.</param>
    /// <param name="kind">What it is.</param>
    /// <returns>What is wrong; null where nothing is.</returns>
    public static string? Resolve(string tag, ref string text, out ScalarKind kind)
    {
        kind = ScalarKind.String;
        var name = tag.StartsWith(Prefix, StringComparison.Ordinal) ? tag[Prefix.Length..] : null;
        switch (name)
        {
            case "str" or "timestamp":
                return null;
            case "binary":
                return DecodeBinary(ref text);
            case "null" or "bool" or "int" or "float":
                kind = ScalarValues.Resolve(text);
                break;
            default:
                // "!" alone means: as it is written, a string.
                return tag is "!" ? null : $"The type '{tag}' is not known here. Remove it, or quote the value if it is part of it.";
        }

        var wanted = name switch { "null" => ScalarKind.Null, "bool" => ScalarKind.Boolean, "int" => ScalarKind.Integer, _ => ScalarKind.Float };
        if (kind == ScalarKind.Integer && wanted == ScalarKind.Float)
        {
            // The text alone must tell the kind, for nothing else is kept of the tag.
            _ = ScalarValues.TryGetDouble(new TreeScalar(kind, text, default), out var value);
            text = value.ToString("F1", CultureInfo.InvariantCulture);
            kind = ScalarKind.Float;
        }

        return kind == wanted ? null : $"'{Shorten(text)}' is no !!{name}. Remove the type, or correct the value.";
    }

    private static string? DecodeBinary(ref string text)
    {
        try
        {
            text = StrictUtf8.GetString(Convert.FromBase64String(text));
            return null;
        }
        catch (FormatException)
        {
            return "The !!binary value is not valid Base64.";
        }
        catch (ArgumentException)
        {
            return "The !!binary value is no text in UTF-8, and no field here takes bytes.";
        }
    }

    private static string Shorten(string text) => text.Length <= 40 ? text : string.Concat(text.AsSpan(0, 37), "...");
}
