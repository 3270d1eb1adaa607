using System.Management.Automation;
using CalicoPolicy.Core.Dataplane;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Commands;

/// <summary>Tells what policies cost: the total first, then the dearest policies.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "PolicyCost")]
[OutputType(typeof(CostReport), typeof(PolicyCost))]
public sealed class MeasurePolicyCostCommand : AnalysisCmdlet
{
    /// <summary>What policy is programmed into.</summary>
    [Parameter]
    public DataplaneMode Dataplane { get; set; } = DataplaneMode.Iptables;

    /// <summary>Counts what Felix adds where it writes flow logs.</summary>
    [Parameter]
    public SwitchParameter FlowLogs { get; set; }

    /// <summary>The IP families that are on.</summary>
    [Parameter]
    [ValidateSet("4", "6")]
    [ValidateNotNullOrEmpty]
    public int[] IPFamily { get; set; } = [4, 6];

    /// <summary>How many of the dearest policies follow the total.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int Top { get; set; } = 10;

    /// <inheritdoc />
    private protected override void Analyse(PolicySnapshot snapshot)
    {
        var options = new CostOptions { Dataplane = Dataplane, LogsFlows = FlowLogs, HasIPv4 = IPFamily.Contains(4), HasIPv6 = IPFamily.Contains(6) };
        var report = PolicyCosts.Of(snapshot, options, Cancellation);
        foreach (var assumption in report.Assumptions) WriteVerbose(assumption);
        WriteObject(report);
        foreach (var policy in report.Policies.Take(Top))
        {
            Cancellation.ThrowIfCancellationRequested();
            WriteObject(policy);
        }
    }
}
