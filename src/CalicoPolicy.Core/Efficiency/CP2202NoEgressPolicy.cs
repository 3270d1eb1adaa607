using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>Nothing governs whom it may talk to.</summary>
internal sealed class CP2202NoEgressPolicy : MissingPolicyRule
{
    public CP2202NoEgressPolicy()
        : base(new("CP2202", "NoEgressPolicy", FindingSeverity.High, "No policy of type Egress is for a workload or host endpoint."), PolicyType.Egress)
    {
    }
}
