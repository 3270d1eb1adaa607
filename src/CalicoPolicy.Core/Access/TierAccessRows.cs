using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Access;

/// <summary>Who may do what in which tier, and who may override whom.</summary>
public static class TierAccessRows
{
    /// <summary>The rows, by the order of tiers, then subject and namespace.</summary>
    /// <param name="snapshot">The roles, bindings, tiers and policies.</param>
    /// <param name="enforcement">Who checks.</param>
    /// <param name="includesSystem">Whether subjects of Kubernetes and Calico themselves count (<c>system:masters</c>, controllers, operators).</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <remarks>O(subjects x tiers x namespaces of the subject's bindings) questions to the model.</remarks>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static IReadOnlyList<TierAccessRow> Of(PolicySnapshot snapshot, TierEnforcement enforcement, bool includesSystem, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var authorizer = new TierAuthorizer(AccessModel.Of(snapshot), enforcement);
        var tiers = TierOrder.Of(snapshot.Resources, snapshot.IsComplete);
        var policies = snapshot.Resources.OfType<TieredPolicy>().ToLookup(policy => policy.Tier, policy => policy.Name, StringComparer.Ordinal);
        var rows = new List<(int Place, TierAccessRow Row)>();
        foreach (var subject in authorizer.Model.Subjects)
        {
            if (!includesSystem && SystemSubjects.Contain(subject)) continue;
            var access = new SubjectAccess(authorizer, subject, policies);
            for (var place = 0; place < tiers.Count; place++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                rows.AddRange(access.In(tiers[place].Name).Select(row => (place, row with { Cluster = snapshot.Cluster, TierOrder = tiers[place].Order })));
            }
        }

        var writers = rows.Where(row => row.Row.MayChange).ToList();
        var movers = rows.Where(row => row.Row.TierVerbs.Any(verb => verb is "create" or "update" or "patch")).Select(row => row.Row.Subject).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. rows.OrderBy(row => row.Place).ThenBy(row => row.Row.Subject, StringComparer.Ordinal).ThenBy(row => row.Row.Namespace, StringComparer.Ordinal)
                .Select(row => row.Row.MayChange ? row.Row with { OverriddenBy = Before(row, writers, movers) } : row.Row),
        ];
    }

    /// <summary>Why the answer may lack something: what could not be read, and roles that are not known.</summary>
    public static IReadOnlyList<string> Unseen(PolicySnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return
        [
            .. snapshot.Gaps.Where(gap => gap.Kind is nameof(ClusterRole) or nameof(ClusterRoleBinding) or nameof(Role) or nameof(RoleBinding) or nameof(Tier)).Select(gap => $"{gap.ToString().TrimEnd('.')}.").Distinct(StringComparer.Ordinal),
            .. AccessModel.Of(snapshot).Unresolved.Select(binding => $"{binding} names {binding.RoleRef?.Kind ?? "no role"} {binding.RoleRef?.Name}, which is not known."),
        ];
    }

    private static List<string> Before((int Place, TierAccessRow Row) row, List<(int Place, TierAccessRow Row)> writers, HashSet<string> movers) =>
    [
        .. writers.Where(other => other.Place < row.Place && (other.Row.Namespace is null || row.Row.Namespace is null || other.Row.Namespace == row.Row.Namespace))
            .Select(other => other.Row.Subject).Concat(movers).Where(subject => subject != row.Row.Subject)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];
}
