using CalicoPolicy.Core.Documents.Differences;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents.Export;

/// <summary>Suggested changes as text.</summary>
public static class ChangeText
{
    /// <summary>A change with the text of its objects, and with the difference to the object as it was judged.</summary>
    /// <param name="change">The change.</param>
    /// <param name="format">The format.</param>
    public static SuggestedChange Write(SuggestedChange change, ITextFormat format)
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(format);
        return change with
        {
            Text = ResourceText.Of(change.Resources, format, keepServerMetadata: false),
            Difference = change.Original is null ? null : string.Concat(change.Resources.Select((resource, index) => Difference(index == 0 ? change.Original : null, resource, format))),
        };
    }

    private static string Difference(Resource? before, Resource after, ITextFormat format) => LineDifference.Of(
        before is null ? string.Empty : ResourceText.Of([before], format, keepServerMetadata: false),
        ResourceText.Of([after], format, keepServerMetadata: false),
        before?.ToString() ?? string.Empty,
        after.ToString());
}
