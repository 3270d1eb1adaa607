using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CalicoPolicy.Core.Documents.Json;

/// <summary>Writes a tree as indented JSON.</summary>
internal static class JsonTreeWriter
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = int.MaxValue,

        // Readers of JSON and YAML report a second key; a tree has none.
        SkipValidation = true,
    };

    public static void Write(TreeNode root, TextWriter text)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes, Options))
            WriteNode(root, writer);

        // The writer takes the system's line break, and none of those can stand in a JSON text otherwise.
        text.Write(Encoding.UTF8.GetString(bytes.WrittenSpan).Replace("\r\n", "\n", StringComparison.Ordinal));
        text.Write('\n');
    }

    private static void WriteNode(TreeNode node, Utf8JsonWriter writer)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (node)
        {
            case TreeMapping mapping:
                writer.WriteStartObject();
                foreach (var field in mapping.Fields)
                {
                    writer.WritePropertyName(Checked(field.Key));
                    WriteNode(field.Value, writer);
                }

                writer.WriteEndObject();
                break;
            case TreeSequence sequence:
                writer.WriteStartArray();
                foreach (var item in sequence.Items)
                    WriteNode(item, writer);
                writer.WriteEndArray();
                break;
            case TreeScalar scalar:
                WriteScalar(scalar, writer);
                break;
        }
    }

    private static void WriteScalar(TreeScalar scalar, Utf8JsonWriter writer)
    {
        var text = ScalarValues.Portable(scalar);
        if (scalar.Kind == ScalarKind.String || text.EndsWith("inf", StringComparison.Ordinal) || text.EndsWith("nan", StringComparison.Ordinal))
            writer.WriteStringValue(Checked(text));
        else
            writer.WriteRawValue(text);
    }

    private static string Checked(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (!char.IsSurrogate(text[index]))
                continue;
            if (!Rune.TryGetRuneAt(text, index, out _))
                throw new ArgumentException($"The text has half of a surrogate pair at character {index + 1}, which no JSON in UTF-8 can hold.", nameof(text));
            index++;
        }

        return text;
    }
}
