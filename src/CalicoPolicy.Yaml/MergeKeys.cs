using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Yaml;

/// <summary>
/// Puts the fields of <c>&lt;&lt;</c> into a mapping, as YAML 1.1 says: the mapping's own keys win, and of several mappings the first.
/// kubectl's reader lets the merged value win where the own key stands before <c>&lt;&lt;</c>; such a text means two things, so it is an error.
/// </summary>
internal static class MergeKeys
{
    public static void Apply(Frame frame, DocumentErrors errors)
    {
        var (span, fieldsBefore, value) = frame.Merge!.Value;
        if (value is TreeMapping mapping)
        {
            Apply(frame, mapping, span, fieldsBefore, errors);
        }
        else if (value is TreeSequence sequence && sequence.Items.All(item => item is TreeMapping))
        {
            foreach (var item in sequence.Items)
                Apply(frame, (TreeMapping)item, span, fieldsBefore, errors);
        }
        else
        {
            errors.Add(DocumentErrorCode.InvalidSyntax, "'<<' takes a mapping, or a list of mappings. Quote it if it is a key of your own.", span);
        }
    }

    private static void Apply(Frame frame, TreeMapping source, TextSpan span, int fieldsBefore, DocumentErrors errors)
    {
        foreach (var field in source.Fields)
        {
            var index = frame.Fields.IndexOf(field.Key);
            if (index < 0)
            {
                frame.Fields.Add(field);
            }
            else if (index < fieldsBefore && !AreSame(frame.Fields[index].Value, field.Value))
            {
                errors.Add(
                    DocumentErrorCode.DuplicateKey,
                    $"'<<' brings the key '{field.Key}' again, which line {frame.Fields[index].KeySpan.Start.Line} sets. kubectl takes the one value, other readers the other: put '<<' first.",
                    span);
            }
        }
    }

    private static bool AreSame(TreeNode left, TreeNode right) =>
        ReferenceEquals(left, right)
        || (left is TreeScalar one && right is TreeScalar other && one.Kind == other.Kind && string.Equals(one.Text, other.Text, StringComparison.Ordinal));
}
