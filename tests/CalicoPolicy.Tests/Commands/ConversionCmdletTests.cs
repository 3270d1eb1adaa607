using CalicoPolicy.Tests.Engine;

namespace CalicoPolicy.Tests.Commands;

/// <summary>ConvertTo-CalicoPolicy, ConvertTo-StagedPolicy and ConvertFrom-StagedPolicy.</summary>
public sealed class ConversionCmdletTests : IDisposable
{
    private const string Read = """
        function Read-Kubernetes($name, $spec) {
            "apiVersion: networking.k8s.io/v1`nkind: NetworkPolicy`nmetadata: {name: $name, namespace: shop}`nspec: $spec" | ConvertFrom-PolicyYaml
        }
        function Read-Cluster($spec) {
            "apiVersion: policy.networking.k8s.io/v1alpha2`nkind: ClusterNetworkPolicy`nmetadata: {name: c}`nspec: $spec" | ConvertFrom-PolicyYaml
        }

        """;

    private const string Cluster = "(Read-Cluster '{tier: Admin, priority: 3, subject: {namespaces: {}}, egress: [{action: Pass, to: [{networks: [10.0.0.0/8]}]}]}')";

    private readonly PolicyEngine _engine = new();

    [Fact]
    public void A_policy_of_Kubernetes_becomes_one_of_Calico()
    {
        var result = _engine.Run(Read + "Read-Kubernetes web '{podSelector: {}, egress: [{ports: [{port: 80}]}]}' | ConvertTo-CalicoPolicy | ConvertTo-PolicyYaml");
        Assert.Equal(
            """
            apiVersion: projectcalico.org/v3
            kind: NetworkPolicy
            metadata:
              name: web
              namespace: shop
            spec:
              tier: default
              order: 1000
              selector: projectcalico.org/orchestrator == 'k8s'
              types:
              - Ingress
              - Egress
              egress:
              - action: Allow
                protocol: TCP
                destination:
                  ports:
                  - 80

            """.ReplaceLineEndings("\n"),
            Assert.Single(result.Texts));
        Assert.Empty(result.Errors);
    }

    [Fact]
    public void A_cluster_policy_becomes_a_global_one() => Assert.Equal(
        "GlobalNetworkPolicy c kube-admin 3 Egress Pass",
        _engine.Text(Read + Cluster + " | ConvertTo-CalicoPolicy | ForEach-Object { \"$($_.Kind) $($_.Name) $($_.Tier) $($_.Order) $($_.Types) $($_.Egress[0].Action)\" }"));

    [Fact]
    public void Each_field_that_does_not_convert_is_an_error_and_the_other_policies_come_out()
    {
        var result = _engine.Run(Read + "(Read-Kubernetes a '{ingress: [{ports: [{port: 0}, {port: 70000}]}]}'), (Read-Kubernetes b '{}') | ConvertTo-CalicoPolicy | ForEach-Object Name");
        Assert.Equal(["b"], result.Texts);
        Assert.Equal(["FieldNotConvertible", "FieldNotConvertible"], result.ErrorIds);
        Assert.Contains("NetworkPolicy shop/a: $.spec.ingress[0].ports[0].port: ", result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.All(result.Errors, error => Assert.NotEmpty(error.ErrorDetails.RecommendedAction));
        Assert.All(result.Errors, error => Assert.Equal("NetworkPolicy shop/a", error.TargetObject.ToString()));
    }

    [Theory]
    [InlineData("OpenSource/3.31", "TargetLacksFeature")]
    [InlineData("OpenSource", null)]
    public void The_target_decides_about_cluster_policies(string target, string? error)
    {
        var result = _engine.Run(Read + Cluster + $" | ConvertTo-CalicoPolicy -Target {target}");
        Assert.Equal(error is null ? [] : [error], result.ErrorIds);
        Assert.Equal(error is null ? 1 : 0, result.Output.Count);
    }

    [Theory]
    [InlineData("New-PolicyTier t | ConvertTo-CalicoPolicy", "KindNotConvertible")]
    [InlineData("New-NetworkPolicy p | ConvertTo-CalicoPolicy", "KindNotConvertible")]
    [InlineData("New-PolicyTier t | ConvertTo-StagedPolicy", "KindNotConvertible")]
    [InlineData("New-NetworkPolicy p -Staged | ConvertTo-StagedPolicy", "KindNotConvertible")]
    [InlineData("New-NetworkPolicy p | ConvertTo-StagedPolicy -Target OpenSource/3.29", "TargetLacksFeature")]
    [InlineData("New-NetworkPolicy p | ConvertFrom-StagedPolicy", "KindNotConvertible")]
    [InlineData("New-NetworkPolicy p -StagedAction Delete | ConvertFrom-StagedPolicy", "StagedDeletion")]
    public void What_does_not_convert_is_one_error_and_nothing(string script, string error)
    {
        var result = _engine.Run(script);
        Assert.Empty(result.Output);
        Assert.Equal([error], result.ErrorIds);
        Assert.NotEmpty(result.Errors[0].ErrorDetails.RecommendedAction);
    }

    [Theory]
    [InlineData("", "Set")]
    [InlineData("-StagedAction Learn", "Learn")]
    [InlineData("-StagedAction Ignore", "Ignore")]
    [InlineData("-StagedAction Delete", "Delete")]
    public void The_staged_action_is_written(string arguments, string action) =>
        Assert.Contains($"\n  stagedAction: {action}\n", _engine.Text($"New-NetworkPolicy p | ConvertTo-StagedPolicy {arguments} | ConvertTo-PolicyYaml"), StringComparison.Ordinal);

    [Theory]
    [InlineData("New-NetworkPolicy p shop -Tier t -Order 5 -Ingress (New-PolicyRule Deny)")]
    [InlineData("New-GlobalNetworkPolicy p -Tier t -NamespaceSelector 'has(a)'")]
    [InlineData("ConvertFrom-PolicyYaml '{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: k}, spec: {podSelector: {}, novel: 1}}'")]
    public void Staged_and_enforced_is_what_it_was(string policy) =>
        Assert.Equal("True", _engine.Text($"$p = {policy}; $p.Equals(($p | ConvertTo-StagedPolicy | ConvertFrom-StagedPolicy))"));

    [Theory]
    [InlineData("Learn", 1)]
    [InlineData("Ignore", 1)]
    [InlineData("Set", 0)]
    public void Recommendations_are_enforced_with_a_warning(string action, int warnings)
    {
        var result = _engine.Run($"New-NetworkPolicy p -StagedAction {action} | ConvertFrom-StagedPolicy | ForEach-Object Kind");
        Assert.Equal(["NetworkPolicy"], result.Texts);
        Assert.Equal(warnings, result.Warnings.Count);
    }

    [Fact]
    public void What_Calico_would_reject_does_not_come_out()
    {
        var result = _engine.Run("""
            '{apiVersion: projectcalico.org/v3, kind: StagedNetworkPolicy, metadata: {name: p}, spec: {selector: "app = 1"}}' | ConvertFrom-PolicyYaml | ConvertFrom-StagedPolicy
            """);
        Assert.Empty(result.Output);
        Assert.Equal(["InvalidResource"], result.ErrorIds);
    }

    [Fact]
    public void Tab_offers_actions_and_targets()
    {
        Assert.Equal(["Delete", "Ignore", "Learn", "Set"], _engine.Completions("ConvertTo-StagedPolicy -StagedAction ").Order(StringComparer.Ordinal));
        Assert.Contains("'OpenSource/3.32'", _engine.Completions("ConvertTo-CalicoPolicy -Target "));
    }

    public void Dispose() => _engine.Dispose();
}
