using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Conversion;

/// <summary>What calico-dataplane.md 3.7 says of policies, sentence by sentence.</summary>
public class KubernetesPolicyTests
{
    [Fact]
    public void Name_and_namespace_stay_in_tier_default_at_order_1000()
    {
        var policy = Assert.IsType<NetworkPolicy>(Converted.Kubernetes("podSelector: {}").Policy);
        Assert.Equal(("web", "shop", "default", 1000), (policy.Name, policy.Namespace, policy.DeclaredTier, policy.Order));
    }

    [Fact]
    public void The_original_is_kept_for_its_kind()
    {
        var original = Converted.Read("podSelector: {}");
        Assert.Same(original, CalicoPolicy.Core.Conversion.KubernetesPolicyConversion.Convert((KubernetesPolicy)original).Original);
    }

    [Theory]
    [InlineData("{}", "")]
    [InlineData("{matchLabels: {b: x, a.io/c: z, a: ''}}", " && a == '' && a.io/c == 'z' && b == 'x'")]
    [InlineData("{matchExpressions: [{key: z, operator: Exists}, {key: a, operator: DoesNotExist}]}", " && has(z) && ! has(a)")]
    [InlineData("{matchExpressions: [{key: k, operator: In, values: [b, a]}]}", " && k in { 'b', 'a' }")]
    [InlineData("{matchExpressions: [{key: k, operator: NotIn, values: [a]}]}", " && k not in { 'a' }")]
    [InlineData("{matchExpressions: [{key: e, operator: Exists}], matchLabels: {m: v}}", " && m == 'v' && has(e)")]
    public void PodSelector_is_the_orchestrator_then_labels_sorted_by_key_then_expressions_in_order(string selector, string terms) =>
        Assert.Equal(Converted.Pods + terms, Converted.Kubernetes($"podSelector: {selector}").Policy!.Selector);

    [Fact]
    public void A_missing_podSelector_selects_all_pods() => Assert.Equal(Converted.Pods, Converted.Kubernetes("policyTypes: [Ingress]").Policy!.Selector);

    [Theory]
    [InlineData("podSelector: {}", null)]
    [InlineData("namespaceSelector: {}", "all()")]
    [InlineData("namespaceSelector: {matchLabels: {b: x, a: z}}", "a == 'z' && b == 'x'")]
    [InlineData("namespaceSelector: {matchExpressions: [{key: k, operator: NotIn, values: [a, b]}]}", "k not in { 'a', 'b' }")]
    public void NamespaceSelector_has_no_orchestrator_none_is_none_and_an_empty_one_is_all(string peer, string? expected) => Assert.Equal(
        expected, Converted.Kubernetes($"ingress: [{{from: [{{{peer}}}]}}]").Policy!.Ingress[0].Source.NamespaceSelector);

    [Fact]
    public void A_peer_without_podSelector_still_has_the_orchestrator() => Assert.Equal(
        Converted.Pods, Converted.Kubernetes("ingress: [{from: [{namespaceSelector: {}}]}]").Policy!.Ingress[0].Source.Selector);

    [Theory]
    [InlineData("policyTypes: [Ingress]\negress: [{}]", "Ingress")]
    [InlineData("policyTypes: [Egress]\ningress: [{}]", "Egress")]
    [InlineData("policyTypes: [Egress, Ingress]", "Ingress,Egress")]
    [InlineData("policyTypes: [Other]", "Ingress")]
    public void Types_come_from_policyTypes(string spec, string types) =>
        Assert.Equal(types, string.Join(',', Converted.Kubernetes(spec).Policy!.DeclaredTypes));

    [Theory]
    [InlineData("podSelector: {}", "Ingress")]
    [InlineData("ingress: [{}]", "Ingress")]
    [InlineData("egress: []", "Ingress")]
    [InlineData("policyTypes: []\negress: []", "Ingress")]
    [InlineData("egress: [{}]", "Ingress,Egress")]
    public void Without_policyTypes_the_API_defaults_first(string spec, string types) =>
        Assert.Equal(types, string.Join(',', Converted.Kubernetes(spec).Policy!.DeclaredTypes));

    [Fact]
    public void Rules_of_a_direction_that_types_leave_out_stay_there()
    {
        var policy = Converted.Kubernetes("policyTypes: [Ingress]\negress: [{}]").Policy!;
        Assert.Single(policy.Egress);
        Assert.DoesNotContain(PolicyType.Egress, policy.Types);
    }

    [Fact]
    public void What_a_person_wrote_of_the_metadata_stays_and_the_rest_goes()
    {
        var original = new KubernetesNetworkPolicy
        {
            Metadata = new()
            {
                Name = "web",
                Labels = LabelMap.Of([new("team", "shop")]),
                Annotations = LabelMap.Of([new("note", "x"), new("kubectl.kubernetes.io/last-applied-configuration", "{}")]),
                OwnerReferences = [new() { Name = "o" }],
                UnknownFields = [new("uid", CalicoPolicy.Core.Tests.Documents.Trees.String("1"))],
            },
        };
        var metadata = CalicoPolicy.Core.Conversion.KubernetesPolicyConversion.Convert(original).Policy!.Metadata;
        Assert.Equal(new() { Name = "web", Labels = original.Labels, Annotations = LabelMap.Of([new("note", "x")]) }, metadata);
    }

    [Fact]
    public void The_place_is_that_of_the_whole_policy_since_paths_differ()
    {
        var converted = Converted.Kubernetes("podSelector: {}\ningress: [{ports: [{port: 1}, {port: 9, protocol: UDP}]}]");
        var policy = converted.Policy!;
        Assert.Equal("/policies/web.yaml", policy.Location.File);
        Assert.Equal(converted.Original.Location.Span, policy.Location.Find(FieldPath.Root["spec"]["ingress"][0]));
        Assert.Equal(converted.Original.Origins, policy.Origins);
        Assert.False(CalicoPolicy.Core.Conversion.KubernetesPolicyConversion.Convert(new KubernetesNetworkPolicy()).Policy!.Location.IsKnown);
    }
}
