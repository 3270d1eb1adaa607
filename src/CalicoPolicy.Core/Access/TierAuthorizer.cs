using CalicoPolicy.Core.Authoring;

namespace CalicoPolicy.Core.Access;

/// <summary>
/// Calico's check of policies by tier, on top of Kubernetes' RBAC (apiserver/pkg/registry/projectcalico/authorizer/authorizer.go,
/// webhooks/pkg/rbac/rbac.go): <c>get</c> on the tier, and the verb on <c>tier.RESOURCE</c> under the name <c>TIER.*</c> or the policy's
/// own name as the request has it. Kubernetes checks the plain resource before; Calico's operator lets everybody pass there (cluster
/// role <c>calico-tiered-policy-passthrough</c>).
/// </summary>
/// <param name="model">Kubernetes' RBAC.</param>
/// <param name="enforcement">Who checks.</param>
/// <remarks>
/// The webhook of native kinds knows three verbs: a patch is an <c>update</c>, a deleted collection a <c>delete</c> of each policy, and
/// it knows a new policy's name. Calico's API server asks for the verb of the request, and a request to create has no name there.
/// </remarks>
public sealed class TierAuthorizer(AccessModel model, TierEnforcement enforcement)
{
    private const string Group = "projectcalico.org";

    /// <summary>Kubernetes' RBAC.</summary>
    public AccessModel Model { get; } = model;

    /// <summary>Who checks.</summary>
    public TierEnforcement Enforcement { get; } = enforcement;

    /// <summary>What Kubernetes and Calico say. Where roles may exist that are not known, everybody is taken to pass Kubernetes' own check.</summary>
    public TierDecision Judge(AccessIdentity who, TierRequest request)
    {
        ArgumentNullException.ThrowIfNull(who);
        ArgumentNullException.ThrowIfNull(request);
        if (AccessModel.IsMaster(who)) return new();
        var plain = new AccessRequest(request.Verb, Group, request.Resource) { Namespace = request.Namespace, Name = IsOfOne(request.Verb) ? request.Name : null };
        var lacksPlain = Model.IsComplete && !Model.Allows(who, plain) ? plain : null;
        if (Enforcement == TierEnforcement.Native && TierKinds.Reads.Contains(request.Verb)) return new() { LacksPlain = lacksPlain };

        var get = GetTier(request.Tier);
        var byName = ByTier(request, KnowsName(request.Verb) ? request.Name : null);
        var byTier = ByTier(request, TierKinds.AllOf(request.Tier));
        var tier = Model.Find(who, get);
        var policy = Model.Find(who, byTier) ?? Model.Find(who, byName);
        return new()
        {
            LacksPlain = lacksPlain,
            LacksTier = tier is null ? get : null,
            LacksPolicy = policy is null ? byTier : null,
            Grants = [.. new[] { tier, policy }.OfType<AccessGrant>()],
        };
    }

    /// <summary>The right without which nothing can be done with a tier's policies.</summary>
    internal static AccessRequest GetTier(string tier) => new("get", Group, "tiers") { Name = tier };

    private AccessRequest ByTier(TierRequest request, string? name)
    {
        var verb = (Enforcement, request.Verb) switch
        {
            (TierEnforcement.Native, "patch") => "update",
            (TierEnforcement.Native, "deletecollection") => "delete",
            _ => request.Verb,
        };
        return new(verb, Group, TierKinds.Prefix + request.Resource) { Namespace = request.Namespace, Name = name };
    }

    private bool KnowsName(string verb) => Enforcement == TierEnforcement.Native || IsOfOne(verb);

    private static bool IsOfOne(string verb) => verb is "get" or "update" or "patch" or "delete";
}
