using CalicoPolicy.Tests.Engine;

namespace CalicoPolicy.Tests.Commands;

public sealed class NewNetworkPolicyTests : IDisposable
{
    private readonly PolicyEngine _engine = new();

    [Fact]
    public void Every_argument_lands_in_its_field() => Assert.Equal(
        """
        apiVersion: projectcalico.org/v3
        kind: NetworkPolicy
        metadata:
          name: application.orders
          namespace: shop
          labels:
            team: orders
          annotations:
            note: reviewed
        spec:
          tier: application
          order: 100
          selector: app == 'orders'
          serviceAccountSelector: has(trusted)
          performanceHints:
          - AssumeNeededOnEveryNode
          types:
          - Ingress
          - Egress
          ingress:
          - action: Allow
            protocol: TCP
            source:
              selector: app == 'frontend'
            destination:
              ports:
              - 8443
          egress:
          - action: Deny

        """,
        _engine.Text("""
            $in = New-PolicyRule Allow TCP -Source "app == 'frontend'" -Destination @{ Port = 8443 }
            New-NetworkPolicy application.orders shop -Tier application -Order 100 -Selector "app == 'orders'" -ServiceAccountSelector 'has(trusted)' `
                -Ingress $in -Egress (New-PolicyRule Deny) -PerformanceHint AssumeNeededOnEveryNode `
                -Label @{ team = 'orders' } -Annotation @{ note = 'reviewed' } | ConvertTo-PolicyYaml
            """));

    [Theory]
    [InlineData("", "Ingress")]
    [InlineData("-Ingress $r", "Ingress")]
    [InlineData("-Egress $r", "Egress")]
    [InlineData("-Ingress $r -Egress $r", "Ingress,Egress")]
    [InlineData("-Egress $r -Type Ingress, Egress", "Ingress,Egress")]
    public void Types_are_written_out(string rules, string types)
    {
        Assert.Equal(types, _engine.Text($"$r = New-PolicyRule Deny; (New-NetworkPolicy p {rules}).Types -join ','"));
        Assert.Contains("types:", _engine.Text($"$r = New-PolicyRule Deny; New-NetworkPolicy p {rules} | ConvertTo-PolicyYaml"), StringComparison.Ordinal);
    }

    [Fact]
    public void Staged_gives_the_staged_kind()
    {
        Assert.Equal(["StagedNetworkPolicy", "True"], _engine.Texts("$p = New-NetworkPolicy p -Staged; $p.Kind; $p.IsStaged"));
        Assert.Equal("StagedNetworkPolicy", _engine.Text("(New-NetworkPolicy p -StagedAction Learn).Kind"));
        Assert.Equal("NetworkPolicy", _engine.Text("(New-NetworkPolicy p).Kind"));
    }

    [Fact]
    public void A_staged_deletion_names_its_policy_and_nothing_else() => Assert.Equal(
        ["  stagedAction: Delete", "  tier: application"],
        _engine.Text("New-NetworkPolicy p shop -Tier application -StagedAction Delete | ConvertTo-PolicyYaml")
            .Split('\n').SkipWhile(line => line != "spec:").Skip(1).Where(line => line.Length > 0).Order(StringComparer.Ordinal));

    [Fact]
    public void What_Calico_would_reject_is_an_error_each_and_does_not_come_out()
    {
        var result = _engine.Run("New-NetworkPolicy p -Selector 'global()' -Ingress (New-PolicyRule Allow -Destination @{ Domain = 'example.com' })");
        Assert.Empty(result.Output);
        Assert.Equal(["InvalidResource", "InvalidResource"], result.ErrorIds);
        Assert.Contains("$.spec.ingress[0].destination.domains", string.Concat(result.Errors), StringComparison.Ordinal);
        Assert.Contains("$.spec.selector", string.Concat(result.Errors), StringComparison.Ordinal);
        Assert.All(result.Errors, error => Assert.NotEmpty(error.ErrorDetails.RecommendedAction));
        Assert.All(result.Errors, error => Assert.Equal("NetworkPolicy p", error.TargetObject.ToString()));
        Assert.False(result.IsTerminated);
    }

    [Theory]
    [InlineData("Selector")]
    [InlineData("ServiceAccountSelector")]
    public void A_bad_selector_is_refused_with_a_caret(string parameter)
    {
        var error = _engine.Error($"New-NetworkPolicy p -{parameter} 'has(a) and has(b)'");
        Assert.Equal("ParameterArgumentValidationError,CalicoPolicy.Commands.NewNetworkPolicyCommand", error.FullyQualifiedErrorId);
        Assert.EndsWith("\nhas(a) and has(b)\n       ^^^", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tab_offers_tiers_directions_hints_and_staged_actions()
    {
        Assert.Equal(["platform"], _engine.Completions("New-NetworkPolicy p -Tier p"));
        Assert.Equal(["Egress", "Ingress"], _engine.Completions("New-NetworkPolicy p -Type ").Order(StringComparer.Ordinal));
        Assert.Equal(["AssumeNeededOnEveryNode"], _engine.Completions("New-NetworkPolicy p -PerformanceHint "));
        Assert.Equal(["Delete", "Ignore", "Learn", "Set"], _engine.Completions("New-NetworkPolicy p -StagedAction ").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Policies_are_equal_by_content() =>
        Assert.Equal("True", _engine.Text("(New-NetworkPolicy p shop -Order 1) -eq (New-NetworkPolicy p shop -Order 1.0)"));

    public void Dispose() => _engine.Dispose();
}
