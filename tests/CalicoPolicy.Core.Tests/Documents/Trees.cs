using System.Text;
using CalicoPolicy.Core.Documents;
using CalicoPolicy.Yaml;

namespace CalicoPolicy.Core.Tests.Documents;

/// <summary>Short ways to read, write and compare trees.</summary>
internal static class Trees
{
    public static List<TreeDocument> ReadYaml(string text, ReadLimits? limits = null) => ReadYaml(new StringReader(text), limits);

    public static List<TreeDocument> ReadYaml(TextReader text, ReadLimits? limits = null) =>
        [.. new YamlFormat().Read(text, "a.yaml", limits ?? ReadLimits.Default, TestContext.Current.CancellationToken)];

    public static List<TreeDocument> ReadJson(string text, ReadLimits? limits = null) =>
        [.. JsonFormat.Instance.Read(new StringReader(text), "a.json", limits ?? ReadLimits.Default, TestContext.Current.CancellationToken)];

    /// <summary>The root of a text that has one document and no errors.</summary>
    public static TreeNode Yaml(string text)
    {
        var document = Assert.Single(ReadYaml(text));
        Assert.Empty(document.Errors);
        return document.Root!;
    }

    public static TreeScalar Scalar(string text) => Assert.IsType<TreeScalar>(((TreeMapping)Yaml("v: " + text + "\n"))["v"]);

    public static string Write(ITextFormat format, params TreeNode[] documents)
    {
        using var text = new StringWriter();
        format.Write(documents, text);
        return text.ToString();
    }

    public static string WriteYaml(params TreeNode[] documents) => Write(new YamlFormat(), documents);

    public static TreeScalar String(string text) => new(ScalarKind.String, text, default);

    public static TreeMapping Map(params (string Key, TreeNode Value)[] fields) =>
        new([.. fields.Select(field => new TreeField(field.Key, default, field.Value))], default);

    public static TreeSequence List(params TreeNode[] items) => new(items, default);

    /// <summary>The tree in one line, for comparisons that show their difference: kinds, texts and keys; no places.</summary>
    public static string Show(TreeNode? node)
    {
        var text = new StringBuilder();
        Show(node, text);
        return text.ToString();
    }

    /// <summary>The tree in one line, with the place where each key and node begins.</summary>
    public static string ShowPlaces(TreeNode node) => node switch
    {
        TreeMapping mapping => $"{mapping.Span}{{{string.Join(", ", mapping.Fields.Select(field => $"{field.Key}@{field.KeySpan}: {ShowPlaces(field.Value)}"))}}}",
        TreeSequence sequence => $"{sequence.Span}[{string.Join(", ", sequence.Items.Select(ShowPlaces))}]",
        TreeScalar scalar => $"{scalar.Text}@{scalar.Span}",
        _ => throw new InvalidOperationException(),
    };

    private static void Show(TreeNode? node, StringBuilder text)
    {
        switch (node)
        {
            case null:
                text.Append("nothing");
                break;
            case TreeMapping mapping:
                text.Append('{');
                foreach (var field in mapping.Fields)
                {
                    Quote(field.Key, text);
                    text.Append(':');
                    Show(field.Value, text);
                    text.Append(',');
                }

                text.Append('}');
                break;
            case TreeSequence sequence:
                text.Append('[');
                foreach (var item in sequence.Items)
                {
                    Show(item, text);
                    text.Append(',');
                }

                text.Append(']');
                break;
            case TreeScalar scalar:
                text.Append(scalar.Kind == ScalarKind.String ? "" : scalar.Kind.ToString());
                Quote(scalar.Text, text);
                break;
        }
    }

    private static void Quote(string value, StringBuilder text)
    {
        text.Append('"');
        foreach (var character in value)
        {
            if (character is >= ' ' and <= '~' and not '"' and not '\\')
                text.Append(character);
            else
                text.Append('\\').Append(((int)character).ToString("X4", System.Globalization.CultureInfo.InvariantCulture));
        }

        text.Append('"');
    }
}
