using CalicoPolicy.Tests.Engine;
using CalicoPolicy.Tests.Shared;

namespace CalicoPolicy.Tests.Commands;

public sealed class FindPolicyEndpointTests : IDisposable
{
    private readonly PolicyEngine _engine = new(Repository.Path("docs", "examples"));

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData("", 15)]
    [InlineData("\"app == 'web'\"", 1)]
    [InlineData("-Namespace data", 4)]
    [InlineData("\"app == 'web'\" -Namespace data", 0)]
    [InlineData("-NamespaceSelector \"pci == 'true'\"", 2)]
    [InlineData("-ServiceAccountSelector \"projectcalico.org/name == 'orders'\"", 1)]
    [InlineData("\"has(metrics)\" -NamespaceSelector \"zone == 'data'\"", 3)]
    public void Selectors_pick_as_in_a_policy(string arguments, int count) =>
        Assert.Equal($"{count}", _engine.Text($"@(Find-PolicyEndpoint {arguments} -Snapshot ./shop).Count"));

    [Fact]
    public void Kubernetes_policies_pick_too() => Assert.Equal(
        "web", _engine.Text("\"apiVersion: networking.k8s.io/v1`nkind: NetworkPolicy`nmetadata: {name: a, namespace: shop}`nspec: {podSelector: {matchLabels: {app: web}}}\" | ConvertFrom-PolicyYaml | Find-PolicyEndpoint -Snapshot ./shop | ForEach-Object Name"));

    [Fact]
    public void What_is_no_policy_is_passed_over_and_said_so()
    {
        var result = _engine.Run("New-PolicyTier t 1 | Find-PolicyEndpoint -Snapshot ./shop -Verbose");
        Assert.Empty(result.Output);
        Assert.Empty(result.Errors);
        Assert.Contains(result.Verbose, message => message.StartsWith("Tier t selects nothing", StringComparison.Ordinal));
    }

    [Fact]
    public void Labels_that_are_not_known_may_match() => Assert.Equal(
        "Maybe", _engine.Text("$pod = \"apiVersion: v1`nkind: Pod`nmetadata: {name: a, namespace: x}\" | ConvertFrom-PolicyYaml; (Find-PolicyEndpoint -NamespaceSelector \"env == 'prod'\" -Snapshot $pod).Match"));

    [Fact]
    public void Peers_by_address_are_the_endpoints_that_have_it() => Assert.Equal(
        "x/a", _engine.Text("""
            $pod = "apiVersion: v1`nkind: Pod`nmetadata: {name: a, namespace: x}`nstatus: {phase: Running, podIPs: [{ip: 10.0.0.1}]}" | ConvertFrom-PolicyYaml
            New-NetworkPolicy p y -Ingress (New-PolicyRule Allow -Source @{ Net = '10.0.0.0/24' }) | Find-PolicyEndpoint -Peer -Snapshot $pod | ForEach-Object { "$_" }
            """));

    [Fact]
    public void A_text_that_is_no_selector_is_refused() =>
        Assert.Equal("ParameterArgumentValidationError", _engine.Error("Find-PolicyEndpoint 'app ==' -Snapshot ./shop").FullyQualifiedErrorId.Split(',')[0]);
}
