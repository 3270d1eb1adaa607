namespace CalicoPolicy.Core.Documents;

/// <summary>Builds and looks into trees that come from no text.</summary>
internal static class Trees
{
    public static TreeMapping Mapping(IReadOnlyList<TreeField> fields) => new(fields, default);

    public static TreeSequence List(IReadOnlyList<TreeNode> items) => new(items, default);

    public static TreeField Field(string key, TreeNode value) => new(key, default, value);

    public static TreeScalar Word(string text) => new(ScalarKind.String, text, default);

    /// <summary>The text of a value; empty where there is none or it has parts.</summary>
    public static string Text(TreeNode? node) => node is TreeScalar { Kind: not ScalarKind.Null } scalar ? scalar.Text : string.Empty;

    /// <summary>The mapping at the end of some keys; null where there is none.</summary>
    public static TreeMapping? Mapping(TreeNode? node, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys) node = (node as TreeMapping)?[key];
        return node as TreeMapping;
    }

    /// <summary>The mapping with a field set, or without it where the value is null.</summary>
    public static TreeMapping With(TreeMapping mapping, string key, TreeNode? value)
    {
        var fields = new List<TreeField>(mapping.Fields.Count + 1);
        var isSet = false;
        foreach (var field in mapping.Fields)
        {
            if (field.Key != key)
            {
                fields.Add(field);
                continue;
            }

            isSet = true;
            if (value is not null) fields.Add(Field(key, value));
        }

        if (!isSet && value is not null) fields.Add(Field(key, value));
        return new(fields, mapping.Span);
    }
}
