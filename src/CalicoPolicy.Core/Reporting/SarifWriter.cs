using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CalicoPolicy.Core.Reporting;

/// <summary>
/// Writes findings as SARIF 2.1.0 (OASIS). Nothing in the text depends on the machine or the time; each rule and each result has a
/// line of its own, so that a baseline under version control shows what changed. Memory is one result at a time.
/// </summary>
public static class SarifWriter
{
    // Above this the text goes to the stream.
    private const int FlushAt = 1 << 16;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a report.</summary>
    /// <param name="report">The findings.</param>
    /// <param name="stream">Takes the text, in UTF-8.</param>
    /// <param name="cancellationToken">Ends the writing; the stream then holds a part.</param>
    /// <exception cref="OperationCanceledException">The writing was ended.</exception>
    public static void Write(FindingReport report, Stream stream, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(stream);
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WriteString("$schema", SarifNames.Schema);
            json.WriteString("version", SarifNames.Version);
            json.WriteStartArray("runs");
            json.WriteStartObject();
            WriteRun(json, report, cancellationToken);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
    }

    private static void WriteRun(Utf8JsonWriter json, FindingReport report, CancellationToken cancellationToken)
    {
        var rules = report.Rules;
        var indexes = rules.Select((rule, index) => (rule.Id, index)).ToDictionary(entry => entry.Id, entry => entry.index, StringComparer.Ordinal);
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", SarifNames.Tool);
        json.WriteString("version", typeof(SarifWriter).Assembly.GetName().Version!.ToString(3));
        json.WriteString("informationUri", SarifNames.ToolUri);
        WriteLines(json, "rules", rules, SarifRule.Write, cancellationToken);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("originalUriBaseIds");
        json.WriteStartObject(SarifNames.Root);
        json.WriteStartObject("description");
        json.WriteString("text", "The folder that the report names files from.");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteString("columnKind", "utf16CodeUnits");
        WriteLines(json, "results", report.Findings, (line, compared) => SarifResult.Write(line, compared, indexes[compared.Finding.RuleId], report.Root), cancellationToken);
    }

    private static void WriteLines<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var line = new Utf8JsonWriter(buffer, Options);
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            cancellationToken.ThrowIfCancellationRequested();
            buffer.ResetWrittenCount();
            buffer.Write("\n"u8);
            line.Reset();
            write(line, item);
            line.Flush();

            // The writer has just made it: it need not be looked through again.
            json.WriteRawValue(buffer.WrittenSpan, skipInputValidation: true);
            if (json.BytesPending > FlushAt) json.Flush();
        }

        json.WriteEndArray();
    }
}
