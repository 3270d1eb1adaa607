using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Publishing.Journal;

namespace CalicoPolicy.Core.Publishing;

/// <summary>Tells states of an object apart, what the server fills in left out.</summary>
internal static class ObjectState
{
    /// <summary>Whether two states are the same.</summary>
    public static bool AreSame(TreeMapping left, TreeMapping right) => TreeDifference.Between(left, right).Count == 0;

    /// <summary>
    /// Whether what stands there is what a publication wrote: as the server answered it, or where no answer was noted, all that was sent.
    /// </summary>
    public static bool IsWritten(PublicationEntry entry, TreeMapping? now)
    {
        if (entry.Wanted is null) return now is null;
        if (now is null) return false;
        if (entry.After is { } after && AreSame(after, now)) return true;
        return (entry.Status is null or PublicationStatus.Failed or PublicationStatus.Refused) && (Covers(now, entry.Wanted) || (entry.Between is { } between && Covers(now, between)));
    }

    private static bool Covers(TreeMapping now, TreeMapping sent) => TreeDifference.Missing(now, sent).Count == 0;
}
