using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Documents;

namespace CalicoPolicy.Core.Publishing;

/// <summary>Fields that would change and that other field managers own: what a server-side apply is refused for.</summary>
internal static class FieldConflicts
{
    /// <summary>The conflict; null where there is none, or where the user takes the fields.</summary>
    /// <param name="live">What stands there.</param>
    /// <param name="item">What is wanted.</param>
    /// <param name="options">What the user takes.</param>
    public static ServerError? Of(TreeMapping live, PublicationItem item, PublicationOptions options)
    {
        if (options.ForceConflict || options.TakeOwnership) return null;
        var managers = new FieldManagers(live);
        ErrorCause[] causes =
        [
            .. TreeDifference.All(live, item.Document).Where(change => change.Left is not null && change.Right is not null)
                .SelectMany(change => managers.OthersOf(change.Path).Select(manager => new ErrorCause(TreeDifference.Text(change.Path), $"owned by {manager}", manager))),
        ];
        return causes.Length == 0 ? null : new(ServerErrorCategory.Conflict, "Conflict", $"Other field managers own fields that would change: {string.Join("; ", causes.Select(cause => cause.ToString()))}") { Causes = causes };
    }
}
