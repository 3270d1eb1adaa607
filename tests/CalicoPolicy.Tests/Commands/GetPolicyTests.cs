using CalicoPolicy.Tests.Engine;
using CalicoPolicy.Tests.Shared;

namespace CalicoPolicy.Tests.Commands;

/// <summary>Get-Policy through the real engine and the real kubectl; what servers answer is tested in Core.</summary>
public sealed class GetPolicyTests : IDisposable
{
    private const string Policies = "/apis/projectcalico.org/v3/networkpolicies";
    private const string Items = """
        {"apiVersion":"projectcalico.org/v3","kind":"NetworkPolicy","metadata":{"name":"security.web","namespace":"shop","uid":"u-1","resourceVersion":"7"},"spec":{"tier":"security","selector":"app == 'web'","types":["Ingress"],"novel":{"a":1}}},
        {"apiVersion":"projectcalico.org/v3","kind":"NetworkPolicy","metadata":{"name":"db","namespace":"data"},"spec":{"selector":"app == 'db'","types":["Ingress"]}}
        """;

    private const string Staged = """{"apiVersion":"projectcalico.org/v3","kind":"StagedNetworkPolicy","metadata":{"name":"db","namespace":"data"},"spec":{"selector":"app == 'db'","types":["Egress"]}}""";

    private readonly TestFolder _folder = new();
    private readonly PolicyEngine _engine;

    public GetPolicyTests() => _engine = new(_folder.Place);

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("", "StagedNetworkPolicy db,NetworkPolicy db,NetworkPolicy security.web")]
    [InlineData("security.*", "NetworkPolicy security.web")]
    [InlineData("db", "StagedNetworkPolicy db,NetworkPolicy db")]
    [InlineData("-Staged", "StagedNetworkPolicy db")]
    [InlineData("-Tier security", "NetworkPolicy security.web")]
    [InlineData("-Kind networkpolicy", "NetworkPolicy db,NetworkPolicy security.web")]
    [InlineData("-Kind Staged*", "StagedNetworkPolicy db")]
    [InlineData("-Kind Tier", "Tier security")]
    public void What_is_asked_for_comes(string arguments, string expected)
    {
        Programs.NeedKubectl();
        using var api = Server();
        Assert.Equal(
            expected.Split(',').Order(StringComparer.Ordinal),
            _engine.Texts($"Get-Policy {arguments} -KubeConfig $args[0] | ForEach-Object {{ \"$($_.Kind) $($_.Name)\" }}", api.KubeConfig).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_object_knows_its_cluster_and_can_be_exported_compared_and_published()
    {
        Programs.NeedKubectl();
        using var api = Server();
        Assert.Equal(
            ["loopback", "loopback"], _engine.Texts("(Get-Policy security.web -Context loopback, loopback -KubeConfig $args[0]).Cluster", api.KubeConfig));
        var yaml = _engine.Text("Get-Policy security.web -KubeConfig $args[0] | ConvertTo-PolicyYaml", api.KubeConfig);
        Assert.Contains("novel:", yaml, StringComparison.Ordinal);
        Assert.DoesNotContain("uid", yaml, StringComparison.Ordinal);
        Assert.DoesNotContain("Cluster", yaml, StringComparison.Ordinal);
        Assert.Equal("u-1", _engine.Text("(Get-Policy security.web -KubeConfig $args[0] | ConvertTo-PolicyYaml -KeepServerMetadata) -match 'uid: (\\S+)' | Out-Null; $Matches[1]", api.KubeConfig));
        Assert.Empty(_engine.Output("$p = Get-Policy -KubeConfig $args[0]; $p | Export-Policy ./out.yaml; Compare-Policy (Import-Policy ./out.yaml) $p", api.KubeConfig));
        Assert.Equal(["Egress"], _engine.Texts("(Get-Policy -Staged -KubeConfig $args[0] | ConvertFrom-StagedPolicy).Types", api.KubeConfig));
        Assert.Contains("Cluster: loopback", _engine.Printed("Get-Policy -KubeConfig $args[0]".Replace("$args[0]", $"'{api.KubeConfig}'", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_may_not_be_read_is_an_error_with_the_right_and_the_rest_comes()
    {
        Programs.NeedKubectl();
        using var api = Server(address => address.AbsolutePath == Policies
            ? KubeLoopback.Refusal("networkpolicies.projectcalico.org is forbidden: User \"eve\" cannot list resource \"networkpolicies\" in API group \"projectcalico.org\" at the cluster scope")
            : null);
        var result = _engine.Run("(Get-Policy -KubeConfig $args[0]).Kind", api.KubeConfig);
        Assert.Equal(["StagedNetworkPolicy"], result.Texts);
        Assert.Equal(["ServerForbidden"], result.ErrorIds);
        Assert.Equal("NetworkPolicy objects were not read: the user 'eve' lacks the right to list networkpolicies.projectcalico.org.", result.Errors[0].Exception.Message);
        Assert.Contains("'list' on networkpolicies.projectcalico.org to 'eve'", result.Errors[0].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_are_not_there_are_errors_and_patterns_are_not()
    {
        Programs.NeedKubectl();
        using var api = Server();
        var result = _engine.Run("(Get-Policy db, gone, none* -Kind NetworkPolicy -KubeConfig $args[0]).Name", api.KubeConfig);
        Assert.Equal(["db"], result.Texts);
        Assert.Equal(["PolicyNotFound"], result.ErrorIds);
        Assert.Equal("gone", result.Errors[0].TargetObject);
    }

    [Fact]
    public void A_tier_in_which_nothing_is_is_a_warning()
    {
        Programs.NeedKubectl();
        using var api = Server();
        var result = _engine.Run("(Get-Policy -Tier security, secruity -KubeConfig $args[0]).Name", api.KubeConfig);
        Assert.Equal(["security.web"], result.Texts);
        Assert.Contains("'secruity'", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Empty(_engine.Run("Get-Policy nope* -Tier security -KubeConfig $args[0]", api.KubeConfig).Warnings);
    }

    [Theory]
    [InlineData("-Kind Pod")]
    [InlineData("-Kind Tier -Staged")]
    [InlineData("-Kind GlobalThreatFeed")]
    public void A_kind_that_is_not_listed_is_an_error(string arguments)
    {
        var result = _engine.Run($"Get-Policy {arguments}");
        Assert.Equal(["KindNotListed"], result.ErrorIds);
        Assert.Contains("NetworkSet", result.Errors[0].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Tab_offers_kinds_and_tiers()
    {
        Assert.Contains("HostEndpoint", _engine.Completions("Get-Policy -Kind "));
        Assert.Contains("default", _engine.Completions("Get-Policy -Tier "));
    }

    private static KubeLoopback Server(Func<Uri, (int Status, string Body)?>? first = null)
    {
        var made = KubeMadeUp.Of(
            ("/apis/projectcalico.org/v3/tiers", """{"apiVersion":"projectcalico.org/v3","kind":"Tier","metadata":{"name":"security"},"spec":{"order":100}}"""),
            (Policies, Items),
            ("/apis/projectcalico.org/v3/stagednetworkpolicies", Staged));
        return new(address => first?.Invoke(address) ?? made(address));
    }
}
