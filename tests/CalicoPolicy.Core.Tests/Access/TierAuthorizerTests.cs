using CalicoPolicy.Core.Access;
using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Core.Tests.Rules;

namespace CalicoPolicy.Core.Tests.Access;

/// <summary>
/// Calico's check by tier, case by case as Calico's own tests have it (authorizer_test.go, webhooks/pkg/rbac/rbac_test.go,
/// e2e/pkg/tests/policy/tiered_rbac.go).
/// </summary>
public class TierAuthorizerTests
{
    private const string Plain = "{apiGroups: [projectcalico.org], resources: [networkpolicies, globalnetworkpolicies], verbs: [create, update, patch, delete, deletecollection, get, list, watch]}";
    private const string Get = "{apiGroups: [projectcalico.org], resources: [tiers], verbs: [get], resourceNames: [t]}";

    [Theory]
    // The wildcard of the tier covers both styles of names.
    [InlineData("t.*", "create update delete get", "create", "p", true, true)]
    [InlineData("t.*", "create update delete get", "update", "t.p", true, true)]
    [InlineData("t.*", "create update delete get", "delete", null, true, true)]
    [InlineData("other.*", "create update delete get", "update", "p", false, false)]
    // A name is compared as the request has it: t.p and p are two.
    [InlineData("t.p", "update", "update", "t.p", true, true)]
    [InlineData("t.p", "update", "update", "p", false, false)]
    [InlineData("p", "update", "update", "p", true, true)]
    [InlineData("p", "update", "update", "t.p", false, false)]
    // The webhook knows the name of what is created; a request to Calico's API server has none.
    [InlineData("p", "create", "create", "p", true, false)]
    // The webhook asks for update where something is patched, and for delete of each of a collection.
    [InlineData("t.*", "patch", "patch", "p", false, true)]
    [InlineData("t.*", "update", "patch", "p", true, false)]
    [InlineData("t.*", "delete", "deletecollection", null, true, false)]
    [InlineData("t.*", "deletecollection", "deletecollection", null, false, true)]
    // Nobody asks for the tier where native kinds are read.
    [InlineData("other.*", "get list", "list", null, true, false)]
    [InlineData("t.*", "list", "list", null, true, true)]
    // No names: all tiers. The star alone is a name like others.
    [InlineData("", "update", "update", "p", true, true)]
    [InlineData("*", "update", "update", "p", false, false)]
    public void Policies_are_checked_by_tier(string names, string given, string verb, string? name, bool native, bool aggregated)
    {
        var limit = names.Length == 0 ? string.Empty : $", resourceNames: [\"{names}\"]";
        var model = Model(Plain, Get, $"{{apiGroups: [projectcalico.org], resources: [tier.networkpolicies], verbs: [{given.Replace(' ', ',')}]{limit}}}");
        var request = new TierRequest(verb, "networkpolicies", "t") { Namespace = "shop", Name = name };
        Assert.Equal(native, new TierAuthorizer(model, TierEnforcement.Native).Judge(Jane, request).IsAllowed);
        Assert.Equal(aggregated, new TierAuthorizer(model, TierEnforcement.Aggregated).Judge(Jane, request).IsAllowed);
    }

    [Fact]
    public void Without_get_on_the_tier_nothing_is_allowed_and_the_decision_says_so()
    {
        var model = Model(Plain, "{apiGroups: [projectcalico.org], resources: [tier.networkpolicies], verbs: ['*']}");
        var decision = new TierAuthorizer(model, TierEnforcement.Native).Judge(Jane, new("update", "networkpolicies", "t") { Namespace = "shop", Name = "p" });
        Assert.Equal((false, null, "get tiers.projectcalico.org \"t\"", null), (decision.IsAllowed, decision.LacksPlain?.ToString(), decision.LacksTier?.ToString(), decision.LacksPolicy?.ToString()));
    }

    [Fact]
    public void Kubernetes_itself_asks_for_the_plain_resource_first_where_all_roles_are_known()
    {
        const string Tiered = "{apiGroups: [projectcalico.org], resources: [tier.networkpolicies], verbs: [update], resourceNames: ['t.*']}";
        var request = new TierRequest("update", "networkpolicies", "t") { Namespace = "shop", Name = "p" };
        var decision = new TierAuthorizer(Model(Get, Tiered), TierEnforcement.Native).Judge(Jane, request);
        Assert.Equal((false, true, "update networkpolicies.projectcalico.org \"p\" in namespace shop"), (decision.IsAllowed, decision.PassesTier, decision.LacksPlain?.ToString()));

        // In a part of the roles, the one that lets everybody pass may be elsewhere.
        Assert.True(new TierAuthorizer(Model(isComplete: false, Get, Tiered), TierEnforcement.Native).Judge(Jane, request).IsAllowed);
    }

    [Fact]
    public void The_group_of_masters_may_do_everything() =>
        Assert.True(new TierAuthorizer(Model(), TierEnforcement.Aggregated).Judge(AccessIdentity.Of("root", "system:masters"), new("delete", "networkpolicies", "t")).IsAllowed);

    [Fact]
    public void Who_the_subjects_of_bindings_are_in_the_eyes_of_the_server()
    {
        Assert.Equal(["system:serviceaccounts", "system:serviceaccounts:shop", "system:authenticated"], AccessIdentity.Of("system:serviceaccount:shop:web").Groups);
        Assert.Equal(["system:authenticated"], AccessIdentity.Of("jane").Groups);
        Assert.Equal(["system:unauthenticated"], AccessIdentity.Of("system:anonymous").Groups);
        Assert.Equal(["system:unauthenticated"], AccessIdentity.Of(new Core.Resources.AccessSubject { Kind = "Group", Name = "system:unauthenticated" }).Groups);
        Assert.Equal(["netops", "system:authenticated"], AccessIdentity.Of(new Core.Resources.AccessSubject { Kind = "Group", Name = "netops" }).Groups);
    }

    private static AccessIdentity Jane => AccessIdentity.Of("jane");

    private static AccessModel Model(params string[] rules) => Model(isComplete: true, rules);

    private static AccessModel Model(bool isComplete, params string[] rules) => AccessModel.Of(PolicySnapshot.Of(
        Input.Read($$"""
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: r}
            rules: [{{string.Join(", ", rules)}}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: b}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: r}
            subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: jane}]
            """),
        new() { IsComplete = isComplete }, TestContext.Current.CancellationToken));
}
