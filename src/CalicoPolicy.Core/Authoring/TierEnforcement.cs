namespace CalicoPolicy.Core.Authoring;

/// <summary>Who checks what a user may do with policies of a tier.</summary>
public enum TierEnforcement
{
    /// <summary>
    /// The kinds are custom resources: a webhook of Calico checks who creates, changes or deletes a policy (webhooks/pkg/rbac). Nobody
    /// checks reading by tier: <c>get</c>, <c>list</c> and <c>watch</c> on <c>networkpolicies</c> and its like give the policies of all tiers.
    /// </summary>
    Native,

    /// <summary>Calico's own API server checks every request (apiserver/pkg/registry/projectcalico/authorizer).</summary>
    Aggregated,
}
