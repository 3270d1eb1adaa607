using System.Collections;
using System.Globalization;
using System.Management.Automation;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Parameters;

/// <summary>Turns a hashtable of the prompt into labels, sorted by key, since a hashtable has no order.</summary>
internal static class LabelArgument
{
    public static LabelMap ToLabels(IDictionary? table)
    {
        if (table is null) return LabelMap.None;
        return LabelMap.Of(ToChanges(table).Select(change => KeyValuePair.Create(change.Key, change.Value ?? string.Empty)));
    }

    /// <summary>Labels to set, and labels to remove, which are those with <c>$null</c>.</summary>
    public static IReadOnlyList<KeyValuePair<string, string?>> ToChanges(IDictionary? table)
    {
        if (table is null) return [];
        var changes = new List<KeyValuePair<string, string?>>(table.Count);
        foreach (DictionaryEntry entry in table)
            changes.Add(new(ToText(entry.Key), entry.Value is null ? null : ToText(entry.Value)));
        if (table is not System.Collections.Specialized.IOrderedDictionary)
            changes.Sort((left, right) => string.CompareOrdinal(left.Key, right.Key));
        return changes;
    }

    /// <summary>Labels with those of a hashtable set on top; a key without a value is removed.</summary>
    public static LabelMap Merge(LabelMap labels, IDictionary? table)
    {
        if (table is null || table.Count == 0) return labels;
        var changes = ToChanges(table);
        var removed = changes.Where(change => change.Value is null).Select(change => change.Key).ToHashSet(StringComparer.Ordinal);
        return labels.With(changes.Where(change => change.Value is not null).Select(change => KeyValuePair.Create(change.Key, change.Value!))).Without(removed.Contains);
    }

    /// <summary>The text of a value as it would stand in YAML: <c>true</c> and <c>false</c> in lower case.</summary>
    public static string ToText(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        null => string.Empty,
        bool truth => truth ? "true" : "false",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        var other => other.ToString() ?? string.Empty,
    };
}
