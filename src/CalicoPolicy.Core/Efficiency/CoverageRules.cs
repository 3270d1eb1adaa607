using CalicoPolicy.Core.Connectivity;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>The rules on what policies cover.</summary>
public static class CoverageRules
{
    /// <summary>The rules that <c>Test-PolicyCoverage</c> runs.</summary>
    public static RuleGroup Group { get; } = new("Test-PolicyCoverage",
    [
        new CP2201NoIngressPolicy(),
        new CP2202NoEgressPolicy(),
        new CP2204FirstEgressBreaksDns(),
        new CP2205OnePodPolicy(),
    ]);

    /// <summary>Judges what the policies of a snapshot cover. All rules are on what is missing, so that options without <see cref="RuleOptions.Complete"/> find nothing.</summary>
    /// <param name="snapshot">The snapshot, with its gaps.</param>
    /// <param name="options">Which rules run and which findings count.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="OperationCanceledException">The run was ended.</exception>
    public static IEnumerable<PolicyFinding> Judge(PolicySnapshot snapshot, RuleOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(options);
        var made = new CoverageIndex(CoverageRows.Of(snapshot, null, cancellationToken));
        return RuleRunner.Run(snapshot.Resources, Group, options with { Made = [made] }, cancellationToken);
    }
}
