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
            Difference = change.Original is null ? null : string.Concat(Pairs(change).Select(pair => Difference(pair.Before, pair.After, format))),
        };
    }

    private static IEnumerable<(Resource? Before, Resource? After)> Pairs(SuggestedChange change) =>
        change.Resources.Select((resource, index) => (index == 0 ? change.Original : null, (Resource?)resource)).Concat(change.Removed.Select(removed => ((Resource?)removed, (Resource?)null)));

    private static string Difference(Resource? before, Resource? after, ITextFormat format) =>
        LineDifference.Of(Text(before, format), Text(after, format), before?.ToString() ?? string.Empty, after?.ToString() ?? string.Empty);

    private static string Text(Resource? resource, ITextFormat format) => resource is null ? string.Empty : ResourceText.Of([resource], format, keepServerMetadata: false);
}
