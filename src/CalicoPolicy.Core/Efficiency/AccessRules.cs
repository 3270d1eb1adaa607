using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>The rules on who may change which tier.</summary>
public static class AccessRules
{
    /// <summary>The rules that <c>Test-PolicyTierAccess</c> runs.</summary>
    public static RuleGroup Group { get; } = new("Test-PolicyTierAccess",
    [
        new CP6001TierWrite(),
        new CP6002NoTierGet(),
        new CP6003EveryTier(),
        new CP6004SystemTier(),
        new CP6005SetsAndPolicies(),
        new CP6006PassBeforeTier(),
        new CP6007StoreWrite(),
        new CP6008EscalateOrBind(),
        new CP6009Impersonate(),
        new CP6010TierDelete(),
    ]);

    /// <summary>Judges who may do what by the roles and bindings of a snapshot.</summary>
    /// <param name="snapshot">The snapshot, with its gaps.</param>
    /// <param name="enforcement">Who checks the rights in tiers.</param>
    /// <param name="includesSystem">Whether subjects of Kubernetes and Calico themselves count.</param>
    /// <param name="options">Which rules run and which findings count; what is missing (CP6002) is judged with <see cref="RuleOptions.Complete"/> only.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="OperationCanceledException">The run was ended.</exception>
    public static IEnumerable<PolicyFinding> Judge(
        PolicySnapshot snapshot, TierEnforcement enforcement, bool includesSystem, RuleOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(options);
        return RuleRunner.Run(snapshot.Resources, Group, options with { Complete = snapshot.IsComplete, Made = [new AccessIndex(snapshot, enforcement, includesSystem)] }, cancellationToken);
    }
}
