using CalicoPolicy.Tests.Engine;
using CalicoPolicy.Tests.Shared;

namespace CalicoPolicy.Tests.Commands;

/// <summary>Get-PolicySnapshot through the real engine and the real kubectl; what servers answer is tested in Core.</summary>
public sealed class GetPolicySnapshotTests : IDisposable
{
    private const string Pod = """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"web","namespace":"shop","annotations":{"a":"planted-secret"}},"spec":{"containers":[{"env":[{"name":"A","value":"planted-secret"}],"args":["planted-secret"]}]},"status":{"phase":"Running","podIPs":[{"ip":"10.0.0.1"}]}}""";

    private readonly TestFolder _folder = new();
    private readonly PolicyEngine _engine;

    public GetPolicySnapshotTests() => _engine = new(_folder.Place);

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_snapshot_comes_of_each_cluster_with_its_name_and_no_secret()
    {
        Programs.NeedKubectl();
        var made = KubeMadeUp.Of(("/api/v1/pods", Pod));
        using var api = new KubeLoopback(address => made(address));
        Assert.Equal(["loopback True 1 0", "loopback True 1 0"], _engine.Texts("Get-PolicySnapshot -Context loopback, loopback -KubeConfig $args[0] | ForEach-Object { \"$($_.Cluster) $($_.IsLive) $($_.Endpoints.Count) $($_.Gaps.Count)\" }", api.KubeConfig));
        _engine.Run("$global:s = Get-PolicySnapshot -KubeConfig $args[0]", api.KubeConfig);
        var printed = _engine.Printed("$s; $s | Format-List *; $s.Endpoints | Format-List *; $s.Resources | Format-List *; $s | ConvertTo-Json -Depth 6");
        Assert.Contains("loopback", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("planted-secret", printed, StringComparison.Ordinal);
    }

    [Fact]
    public void What_may_not_be_read_is_a_warning_and_a_gap()
    {
        Programs.NeedKubectl();
        var made = KubeMadeUp.Of();
        using var api = new KubeLoopback(address => address.AbsolutePath == "/api/v1/pods"
            ? KubeLoopback.Refusal("pods is forbidden: User \"eve\" cannot list resource \"pods\" in API group \"\" at the cluster scope")
            : made(address));
        var result = _engine.Run("(Get-PolicySnapshot -KubeConfig $args[0]).Gaps.Kind", api.KubeConfig);
        Assert.Equal(["Pod"], result.Texts);
        Assert.Equal("loopback: Pod objects were not read: the user 'eve' lacks the right to list pods.", Assert.Single(result.Warnings));
        Assert.Empty(result.ErrorIds);
    }

    [Fact]
    public void A_namespace_that_is_not_there_is_an_error_and_the_others_are_read()
    {
        Programs.NeedKubectl();
        var made = KubeMadeUp.Of(("/api/v1/namespaces", """{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"shop"}}"""));
        using var api = new KubeLoopback(address => made(address));
        var result = _engine.Run("(Get-PolicySnapshot shop, gone -KubeConfig $args[0]).Namespaces", api.KubeConfig);
        Assert.Equal(["shop"], result.Texts);
        Assert.Equal(["NamespaceNotFound"], result.ErrorIds);
        Assert.Empty(result.Warnings);
    }

    [Theory]
    [InlineData(401, "Unauthorized", "ServerUnauthorized", "AuthenticationError")]
    [InlineData(403, "Forbidden", "ServerForbidden", "PermissionDenied")]
    [InlineData(503, "ServiceUnavailable", "ServerUnavailable", "ResourceUnavailable")]
    [InlineData(500, "InternalError", "ServerFailed", "InvalidResult")]
    public void A_cluster_that_cannot_be_read_at_all_is_an_error_of_its_category(int code, string reason, string id, string category)
    {
        Programs.NeedKubectl();
        using var api = new KubeLoopback(_ => KubeLoopback.Refusal("no: User \"eve\" cannot get path \"/apis\"", code, reason));
        var result = _engine.Run("Get-PolicySnapshot -KubeConfig $args[0]", api.KubeConfig);
        Assert.Empty(result.Output);
        Assert.Equal([id], result.ErrorIds);
        Assert.Equal(category, result.Errors[0].CategoryInfo.Category.ToString());
        Assert.Equal("loopback", result.Errors[0].TargetObject);
        Assert.NotEmpty(result.Errors[0].ErrorDetails.RecommendedAction);
    }

    [Fact]
    public void A_server_without_Calico_or_none_at_all_is_an_error()
    {
        Programs.NeedKubectl();
        using var bare = new KubeLoopback(address => address.AbsolutePath == "/apis" ? (200, "{}") : null);
        Assert.Equal(["CalicoNotServed"], _engine.Run("Get-PolicySnapshot -KubeConfig $args[0]", bare.KubeConfig).ErrorIds);
        Assert.Equal(["ContextUnknown"], _engine.Run("Get-PolicySnapshot -KubeConfig $args[0] -Context nope", bare.KubeConfig).ErrorIds);
        Assert.Equal(["ContextUnknown"], _engine.Run("Get-PolicySnapshot -KubeConfig ./none").ErrorIds);
        Assert.Equal(["PathNotFound"], _engine.Run("Get-PolicySnapshot -KubeConfig nodrive:/x").ErrorIds);
        File.WriteAllText(Path.Combine(_folder.Place, "gone"), File.ReadAllText(bare.KubeConfig).Replace(bare.Address, "https://127.0.0.1:9", StringComparison.Ordinal));
        Assert.Equal(["ServerUnreachable"], _engine.Run("Get-PolicySnapshot -KubeConfig ./gone").ErrorIds);
    }

    [Theory]
    [InlineData("-Timeout 0")]
    [InlineData("-ThrottleLimit 65")]
    public void Numbers_out_of_range_are_refused(string argument) =>
        Assert.Equal(["ParameterArgumentValidationError"], _engine.Run($"Get-PolicySnapshot {argument}").ErrorIds);
}
