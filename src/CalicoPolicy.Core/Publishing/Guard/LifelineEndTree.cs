using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Efficiency.Settings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Publishing.Guard;

/// <summary>Makes an end of a flow of its tree: pods by namespace and selector, or addresses, or a host.</summary>
internal sealed class LifelineEndTree(SettingsFaults faults)
{
    private const string Forms = "a map of namespace and selector, or of cidr, or of host";

    private static readonly string[] Keys = ["namespace", "selector", "cidr", "host"];

    /// <summary>The end; null where something is wrong with it.</summary>
    public OwnLifelineEnd? Read(string what, TreeNode node)
    {
        if (node is not TreeMapping { Fields.Count: > 0 } mapping)
        {
            faults.AddWrong(what, node, Forms);
            return null;
        }

        OwnLifelineEnd? end = new();
        foreach (var field in mapping.Fields) end = Add(what, end, field);
        var kinds = (mapping["cidr"] is null ? 0 : 1) + (mapping["host"] is null ? 0 : 1) + (mapping["namespace"] is null && mapping["selector"] is null ? 0 : 1);
        if (kinds <= 1) return end;
        faults.Add(mapping.Span, $"{what} is more than one thing. Write {Forms}.");
        return null;
    }

    private OwnLifelineEnd? Add(string what, OwnLifelineEnd? end, TreeField field)
    {
        if (!Keys.Contains(field.Key))
        {
            faults.AddUnknown($"{what} has no", field.Key, field.KeySpan, Keys, $"Known here: {string.Join(", ", Keys)}.");
            return null;
        }

        if (field.Value is not TreeScalar { Kind: ScalarKind.String, Text.Length: > 0 } scalar)
        {
            faults.AddWrong($"{field.Key} of {what}", field.Value, "a text, in quotes if need be");
            return null;
        }

        switch (field.Key)
        {
            case "namespace": return end is null ? null : end with { Namespace = scalar.Text };
            case "host": return end is null ? null : end with { Host = scalar.Text };
            case "cidr" when Cidr.TryParse(scalar.Text, out var block): return end is null ? null : end with { Cidr = block };
            case "selector" when Selector.TryParse(scalar.Text, out _, out _): return end is null ? null : end with { Selector = scalar.Text };
            default:
                faults.Add(scalar.Span, field.Key == "cidr" ? $"'{scalar.Text}' is no address and no block of addresses." : $"'{scalar.Text}' is no selector, such as app == 'web'.");
                return null;
        }
    }
}
