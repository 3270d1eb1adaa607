using CalicoPolicy.Tests.Engine;

namespace CalicoPolicy.Tests.Commands;

public sealed class NewDenyListPolicyTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly PolicyEngine _engine;

    public NewDenyListPolicyTests() => _engine = new(_folder.Place);

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void The_yaml_is_complete() => Assert.Equal(
        """
        apiVersion: projectcalico.org/v3
        kind: Tier
        metadata:
          name: deny-list
        spec:
          order: 20
          defaultAction: Pass
        ---
        apiVersion: projectcalico.org/v3
        kind: GlobalNetworkPolicy
        metadata:
          name: deny-list.feodo
        spec:
          tier: deny-list
          order: 0
          selector: app == 'web'
          namespaceSelector: all()
          types:
          - Ingress
          ingress:
          - action: Deny
            source:
              selector: feed == 'feodo' && !has(projectcalico.org/namespace)

        """,
        _engine.Text("New-DenyListPolicy feodo \"feed == 'feodo'\" -Direction Ingress -EndpointSelector \"app == 'web'\" | ConvertTo-PolicyYaml"));

    [Theory]
    [InlineData("")]
    [InlineData("-Direction Egress")]
    [InlineData("-HostEndpoint")]
    [InlineData("-HostEndpoint -PreDnat")]
    public void The_checks_find_nothing(string arguments) => Assert.Equal(
        ["True", "True"],
        _engine.Texts($"$p = @(New-GlobalNetworkSet feodo -Net 203.0.113.0/24, 2001:db8::/32 -Label @{{ feed = 'feodo' }}) + (New-DenyListPolicy feodo \"feed == 'feodo'\" {arguments}); $p | Test-Policy -Quiet; $p | Test-PolicyEfficiency -Quiet"));

    [Fact]
    public void A_tier_that_is_not_known_is_a_warning_and_the_list_ends_with_Pass()
    {
        var result = _engine.Run("New-DenyListPolicy x \"a == 'b'\" -Tier security | ForEach-Object { \"$($_.Name) $($_.Ingress.Action -join ',')\" }");
        Assert.Equal(["security.x Deny,Pass"], result.Texts);
        Assert.Contains("-Snapshot", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_snapshot_tells_what_the_tier_has()
    {
        _folder.Write("tiers.yaml", """
            apiVersion: projectcalico.org/v3
            kind: Tier
            metadata: {name: lists}
            spec: {order: 50, defaultAction: Pass}
            ---
            apiVersion: projectcalico.org/v3
            kind: Tier
            metadata: {name: security}
            spec: {order: 100}
            ---
            apiVersion: projectcalico.org/v3
            kind: GlobalNetworkPolicy
            metadata: {name: security.web}
            spec: {tier: security, selector: app == 'web', types: [Ingress], ingress: [{action: Allow}]}
            ---
            apiVersion: projectcalico.org/v3
            kind: GlobalNetworkSet
            metadata: {name: bad, labels: {a: b}}
            spec: {nets: [203.0.113.0/24]}
            """);
        var open = _engine.Run("New-DenyListPolicy x \"a == 'b'\" -Tier lists -Snapshot ./tiers.yaml | ForEach-Object { \"$($_.Kind) $($_.Ingress.Action -join ',')\" }");
        Assert.Equal(["GlobalNetworkPolicy Deny"], open.Texts);
        Assert.Empty(open.Warnings);
        var refused = _engine.Run("New-DenyListPolicy x \"a == 'b'\" -Tier security -Snapshot (Import-PolicySnapshot ./tiers.yaml)");
        Assert.Empty(refused.Output);
        Assert.Equal(["DenyListNotExact"], refused.ErrorIds);
        Assert.Contains("security.web", refused.Errors[0].Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-Tier default", "DenyListNotExact")]
    [InlineData("-HostEndpoint -PreDnat -Direction Egress", "DirectionMismatch")]
    public void What_cannot_be_is_an_error(string arguments, string id)
    {
        var result = _engine.Run($"New-DenyListPolicy x \"a == 'b'\" {arguments}");
        Assert.Empty(result.Output);
        Assert.Equal([id], result.ErrorIds);
        Assert.NotEmpty(result.Errors[0].ErrorDetails.RecommendedAction);
    }

    [Fact]
    public void Without_its_policy_the_tier_does_not_come_either()
    {
        var result = _engine.Run("New-DenyListPolicy ../x \"a == 'b'\"");
        Assert.Empty(result.Output);
        Assert.Equal(["InvalidResource"], result.ErrorIds);
    }

    [Fact]
    public void What_is_no_selector_is_refused() =>
        Assert.StartsWith("ParameterArgumentValidationError,", _engine.Error("New-DenyListPolicy x 'a = b'").FullyQualifiedErrorId, StringComparison.Ordinal);
}
