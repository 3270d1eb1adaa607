using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>Nothing governs who may talk to it.</summary>
internal sealed class CP2201NoIngressPolicy : MissingPolicyRule
{
    public CP2201NoIngressPolicy()
        : base(new("CP2201", "NoIngressPolicy", FindingSeverity.High, "No policy of type Ingress is for a workload or host endpoint."), PolicyType.Ingress)
    {
    }
}
