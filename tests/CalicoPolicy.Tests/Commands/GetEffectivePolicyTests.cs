using CalicoPolicy.Tests.Engine;
using CalicoPolicy.Tests.Shared;

namespace CalicoPolicy.Tests.Commands;

public sealed class GetEffectivePolicyTests : IDisposable
{
    private readonly PolicyEngine _engine = new(Repository.Path("docs", "examples"));

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void Both_directions_come_with_places_from_one()
    {
        var rows = _engine.Texts("Get-EffectivePolicy data/cache -Snapshot ./shop | ForEach-Object { \"$_\" }");
        Assert.Equal("data/cache Egress 1: security security.blocked", rows[0]);
        Assert.Contains("data/cache Ingress 1: security security.blocked", rows);
        Assert.Contains("data/cache Ingress 3: application data/application.cache", rows);
    }

    [Fact]
    public void Behind_a_tier_that_ends_with_Deny_nothing_is_reached() => Assert.Equal(
        "default-deny; end of tier: Deny", _engine.Text("(Get-EffectivePolicy data/cache -Direction Ingress -Snapshot ./shop | Where-Object IsReached -EQ $false).Subject -join '; '"));

    [Fact]
    public void What_no_policy_governs_has_the_profile_of_its_namespace() => Assert.Equal(
        "profile kns.kube-system: Allow",
        _engine.Text("(Get-EffectivePolicy kube-system/coredns -Direction Egress -Policy (New-GlobalNetworkPolicy x -Selector 'nobody == \"x\"') -ReplacePolicy -Snapshot ./shop).Subject"));

    [Fact]
    public void Labels_that_are_not_known_make_a_policy_uncertain() => Assert.Equal(
        "False", _engine.Text("""
            $pod = "apiVersion: v1`nkind: Pod`nmetadata: {name: a, namespace: x}" | ConvertFrom-PolicyYaml
            $policy = New-GlobalNetworkPolicy p -NamespaceSelector "env == 'prod'" -Type Ingress
            @(Get-EffectivePolicy x/a -Direction Ingress -Snapshot $pod, $policy)[0].IsCertain
            """));

    [Fact]
    public void Rows_name_the_file_and_line_of_the_policy() => Assert.Equal(
        "data.yaml:41", _engine.Text("Get-EffectivePolicy data/cache -Direction Ingress -Snapshot ./shop | Where-Object Name -EQ application.cache | ForEach-Object { \"$($_.Place)\" }"));

    [Fact]
    public void Names_endpoints_and_found_endpoints_are_taken() => Assert.Equal(
        ["data/cache", "data/cache", "data/cache"],
        _engine.Texts("$s = Import-PolicySnapshot ./shop -Recurse; $e = $s.Endpoints | Where-Object Name -EQ cache; 'data/cache', $e, (Find-PolicyEndpoint \"app == 'cache'\" -Snapshot $s) | Get-EffectivePolicy -Direction Ingress -Snapshot $s | Where-Object Position -EQ 1 | ForEach-Object Endpoint"));

    [Theory]
    [InlineData("data/nobody")]
    [InlineData("203.0.113.9")]
    public void What_is_no_endpoint_is_an_error(string name)
    {
        var error = _engine.Error("Get-EffectivePolicy $args[0] -Snapshot ./shop", name);
        Assert.Equal("FlowEndNotFound", error.FullyQualifiedErrorId.Split(',')[0]);
    }
}
