using CalicoPolicy.Tests.Engine;

namespace CalicoPolicy.Tests.Commands;

public sealed class NewDefaultDenyPolicyTests : IDisposable
{
    private readonly PolicyEngine _engine = new();

    [Theory]
    [InlineData("", "StagedGlobalNetworkPolicy", "default-deny", "")]
    [InlineData("-Enforced", "GlobalNetworkPolicy", "default-deny", "")]
    [InlineData("-Name deny-app-policy -Order 9000", "StagedGlobalNetworkPolicy", "deny-app-policy", "")]
    [InlineData("shop", "StagedNetworkPolicy", "default-deny", "shop")]
    [InlineData("-Namespace shop -Enforced", "NetworkPolicy", "default-deny", "shop")]
    public void The_kind_is_staged_and_global_unless_said_otherwise(string arguments, string kind, string name, string @namespace) => Assert.Equal(
        [kind, name, @namespace], _engine.Texts($"$p = New-DefaultDenyPolicy {arguments}; $p.Kind; $p.Name; \"$($p.Namespace)\""));

    [Fact]
    public void The_yaml_is_complete() => Assert.Equal(
        """
        apiVersion: projectcalico.org/v3
        kind: StagedGlobalNetworkPolicy
        metadata:
          name: default-deny
        spec:
          tier: default
          namespaceSelector: has(projectcalico.org/name) && projectcalico.org/name not in {'calico-apiserver', 'calico-system', 'kube-public', 'kube-system', 'team-a'} && !(projectcalico.org/name starts with 'tigera-') && !(projectcalico.org/name starts with 'openshift-') && !(projectcalico.org/name starts with 'infra-')
          types:
          - Ingress
          - Egress
          egress:
          - action: Allow
            protocol: UDP
            destination:
              namespaceSelector: projectcalico.org/name == 'kube-system'
              selector: k8s-app == 'kube-dns'
              ports:
              - 53
          - action: Allow
            protocol: TCP
            destination:
              namespaceSelector: projectcalico.org/name == 'kube-system'
              selector: k8s-app == 'kube-dns'
              ports:
              - 53

        """,
        _engine.Text("New-DefaultDenyPolicy -ExcludeNamespace team-a, infra-* | ConvertTo-PolicyYaml"));

    [Theory]
    [InlineData("")]
    [InlineData("-Enforced")]
    [InlineData("-DnsMode OpenShift")]
    [InlineData("-DnsMode NodeLocal -DnsIP 10.96.0.10 -Enforced")]
    [InlineData("shop")]
    [InlineData("shop -DnsMode OpenShift -Enforced")]
    public void The_checks_find_nothing(string arguments) => Assert.Equal(
        ["True", "True"],
        _engine.Texts($"$p = New-DefaultDenyPolicy {arguments}; $p | Test-Policy -Quiet; $p | Test-PolicyEfficiency -MinimumSeverity Medium -Quiet"));

    [Fact]
    public void Without_DNS_the_checks_say_so() => Assert.Equal(
        ["CP2104"], _engine.Texts("(New-DefaultDenyPolicy -DnsMode None | Test-PolicyEfficiency -MinimumSeverity Medium).RuleId"));

    [Theory]
    [InlineData("-DnsMode NodeLocal", "-DnsIP")]
    [InlineData("-DnsIP 10.96.0.10", "NodeLocal")]
    public void An_address_goes_with_NodeLocal_and_with_nothing_else(string arguments, string action)
    {
        var result = _engine.Run($"New-DefaultDenyPolicy {arguments}");
        Assert.Empty(result.Output);
        Assert.Equal(["DnsAddressMismatch"], result.ErrorIds);
        Assert.Contains(action, result.Errors[0].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-ExcludeNamespace 'a*b'", "a*b")]
    [InlineData("-ExcludeNamespace team-a, '*'", "*")]
    [InlineData("-DnsMode NodeLocal -DnsIP 10.96.0.0/16", "10.96.0.0/16")]
    [InlineData("-DnsMode NodeLocal -DnsIP kube-dns", "kube-dns")]
    public void What_is_no_namespace_or_address_is_refused(string arguments, string named)
    {
        var error = _engine.Error($"New-DefaultDenyPolicy {arguments}");
        Assert.StartsWith("ParameterArgumentValidationError,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains($"'{named}'", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void With_a_snapshot_names_are_asked_for_where_it_says()
    {
        using var folder = new TestFolder();
        folder.Write("cluster.yaml", """
            apiVersion: v1
            kind: Service
            metadata: {name: kube-dns, namespace: kube-system}
            spec: {clusterIP: 10.96.0.10, clusterIPs: [10.96.0.10], selector: {k8s-app: kube-dns}, ports: [{name: dns, port: 53, protocol: UDP}]}
            ---
            apiVersion: apps/v1
            kind: DaemonSet
            metadata: {name: node-local-dns, namespace: kube-system}
            spec: {template: {spec: {hostNetwork: true}}}
            ---
            apiVersion: v1
            kind: Namespace
            metadata: {name: kube-flannel}
            """);
        using var engine = new PolicyEngine(folder.Place);
        Assert.Equal(
            ["169.254.20.10/32 10.96.0.10/32", "True"],
            engine.Texts("$p = New-DefaultDenyPolicy -Snapshot ./cluster.yaml; \"$($p.Egress[0].Destination.Nets)\"; $p.NamespaceSelector -like \"*'kube-flannel'*\""));
        Assert.Empty(engine.Run("New-DefaultDenyPolicy -DnsMode NodeLocal -DnsIP 10.96.0.10 -Snapshot (Import-PolicySnapshot ./cluster.yaml)").ErrorIds);
        var contradicted = engine.Run("New-DefaultDenyPolicy -DnsMode KubeDns -Snapshot ./cluster.yaml");
        Assert.Empty(contradicted.Output);
        Assert.Equal(["DnsContradiction"], contradicted.ErrorIds);
        Assert.Contains("node-local-dns", contradicted.Errors[0].Exception.Message, StringComparison.Ordinal);
        folder.Write("empty.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n");
        var assumed = engine.Run("(New-DefaultDenyPolicy -Snapshot ./empty.yaml).Egress.Count");
        Assert.Equal(["2"], assumed.Texts);
        Assert.Contains("-DnsMode", Assert.Single(assumed.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_namespace_and_excluded_namespaces_exclude_each_other() =>
        Assert.StartsWith("AmbiguousParameterSet,", _engine.Error("New-DefaultDenyPolicy -Namespace shop -ExcludeNamespace a").FullyQualifiedErrorId, StringComparison.Ordinal);

    [Fact]
    public void Tab_offers_modes() =>
        Assert.Equal(["KubeDns", "NodeLocal", "None", "OpenShift"], _engine.Completions("New-DefaultDenyPolicy -DnsMode ").Order(StringComparer.Ordinal));

    public void Dispose() => _engine.Dispose();
}
