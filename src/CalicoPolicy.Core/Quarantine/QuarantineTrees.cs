using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Quarantine;

/// <summary>Reads what counts of live objects, and makes the patches that are sent.</summary>
internal static class QuarantineTrees
{
    public static string Uid(TreeMapping live) => Trees.Text(Trees.Mapping(live, "metadata")?["uid"]);

    public static LabelMap Labels(TreeMapping live) => MapOf(Trees.Mapping(live, "metadata", "labels"));

    public static LabelMap Annotations(TreeMapping live) => MapOf(Trees.Mapping(live, "metadata", "annotations"));

    public static bool IsHostNetwork(TreeMapping live) => Trees.Text(Trees.Mapping(live, "spec")?["hostNetwork"]) == "true";

    /// <summary>A patch of labels and annotations, on the condition that the object is as it was read. Null removes.</summary>
    public static TreeMapping Patch(TreeMapping live, IEnumerable<(string Key, string? Value)> labels, IEnumerable<(string Key, string? Value)> annotations)
    {
        var metadata = Trees.Mapping(live, "metadata");
        return Trees.Mapping(
        [
            Trees.Field("metadata", Trees.Mapping(
            [
                Trees.Field("uid", Trees.Word(Trees.Text(metadata?["uid"]))),
                Trees.Field("resourceVersion", Trees.Word(Trees.Text(metadata?["resourceVersion"]))),
                .. FieldOf("labels", labels),
                .. FieldOf("annotations", annotations),
            ])),
        ]);
    }

    /// <summary>A patch of annotations, whatever else has changed meanwhile.</summary>
    public static TreeMapping Patch(IEnumerable<(string Key, string? Value)> annotations) =>
        Trees.Mapping([Trees.Field("metadata", Trees.Mapping([.. FieldOf("annotations", annotations)]))]);

    private static IEnumerable<TreeField> FieldOf(string key, IEnumerable<(string Key, string? Value)> pairs)
    {
        TreeField[] fields = [.. pairs.Select(pair => Trees.Field(pair.Key, pair.Value is null ? new TreeScalar(ScalarKind.Null, "null", default) : Trees.Word(pair.Value)))];
        if (fields.Length > 0) yield return Trees.Field(key, Trees.Mapping(fields));
    }

    private static LabelMap MapOf(TreeMapping? mapping) =>
        mapping is null ? LabelMap.None : LabelMap.Of(mapping.Fields.Select(field => KeyValuePair.Create(field.Key, Trees.Text(field.Value))));
}
