using CalicoPolicy.Tests.Engine;
using CalicoPolicy.Tests.Shared;

namespace CalicoPolicy.Tests.Commands;

/// <summary>The audit mode through the real engine, against a real server.</summary>
public sealed class PolicyAuditModeTests(KubeApi api) : IDisposable
{
    private const string Field = "/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties/dropActionOverride";

    private readonly PolicyEngine _engine = new();

    public void Dispose() => _engine.Dispose();

    [Fact]
    public async Task The_mode_is_set_shown_and_taken_back()
    {
        var server = await api.CrdAsync();
        var node = KubeServer.NewName("audit");
        await server.KubectlAsync($$$"""{"apiVersion":"v1","kind":"Node","metadata":{"name":"{{{node}}}"}}""", "create", "-f", "-");

        // Open source has no such field: an error, and nothing is made.
        var before = await ConfigurationsAsync(server);
        Assert.Equal(["ServerInvalid"], _engine.Run("Set-PolicyAuditMode Accept $args[1] -WhatIf -KubeConfig $args[0]", server.AdminConfig, node).ErrorIds);
        var refused = _engine.Run("Set-PolicyAuditMode Accept $args[1] -Confirm:$false -KubeConfig $args[0]", server.AdminConfig, node);
        Assert.Equal(["ServerInvalid"], refused.ErrorIds);
        Assert.Contains("ConvertTo-StagedPolicy", refused.Errors[0].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(before, await ConfigurationsAsync(server));

        await server.KubectlAsync(null, "patch", "crd", "felixconfigurations.projectcalico.org", "--type=json", "-p", $$$"""[{"op":"add","path":"{{{Field}}}","value":{"type":"string"}}]""");
        Assert.Empty(_engine.Run("Set-PolicyAuditMode Accept $args[1] -WhatIf -KubeConfig $args[0]", server.AdminConfig, node).Output);
        Assert.Equal(before, await ConfigurationsAsync(server));

        EngineResult set;
        for (var tries = 0; ; tries++)
        {
            set = _engine.Run("Set-PolicyAuditMode Accept $args[1] -Confirm:$false -KubeConfig $args[0] | ForEach-Object { \"$($_.Before) $($_.Mode) $($_.Status)\" }", server.AdminConfig, node);
            if (!set.ErrorIds.Any() || tries == 60) break;
            await Task.Delay(500, TestContext.Current.CancellationToken);
        }

        Assert.Equal(["Unset Accept Created"], set.Texts);
        Assert.Contains("audit mode is on on node " + node, Assert.Single(set.Warnings), StringComparison.Ordinal);
        Assert.Equal(["Accept True calicopolicy"], _engine.Texts("Get-PolicyAuditMode $args[1] -KubeConfig $args[0] | ForEach-Object { \"$($_.Mode) $($_.IsOpen) $($_.Manager)\" }", server.AdminConfig, node));
        var whole = await ConfigurationsAsync(server);
        Assert.Empty(_engine.Run("Set-PolicyAuditMode Drop $args[1] -WhatIf -KubeConfig $args[0]", server.AdminConfig, node).Output);
        Assert.Equal(whole, await ConfigurationsAsync(server));
        var back = _engine.Run("(Set-PolicyAuditMode Drop $args[1] -Confirm:$false -KubeConfig $args[0]).Status", server.AdminConfig, node);
        Assert.Equal(["Configured"], back.Texts);
        Assert.Empty(back.Warnings);
        Assert.Equal(["Unchanged"], _engine.Texts("(Set-PolicyAuditMode Drop $args[1] -Confirm:$false -KubeConfig $args[0]).Status", server.AdminConfig, node));
        Assert.Equal(["ServerForbidden"], _engine.Run("Set-PolicyAuditMode Accept $args[1] -Confirm:$false -KubeConfig $args[0]", server.ReadOnlyConfig, node).ErrorIds);
        Assert.Equal(["ServerNotFound"], _engine.Run("Set-PolicyAuditMode Accept $args[1] -Confirm:$false -KubeConfig $args[0]", server.AdminConfig, node + "-gone").ErrorIds);
    }

    [Fact]
    public void The_mode_of_the_cluster_and_of_nodes_is_shown()
    {
        Programs.NeedKubectl();
        var made = KubeMadeUp.Of(
            ("/api/v1/nodes", """{"apiVersion":"v1","kind":"Node","metadata":{"name":"a"}},{"apiVersion":"v1","kind":"Node","metadata":{"name":"b"}}"""),
            ("/apis/projectcalico.org/v3/felixconfigurations", """{"apiVersion":"projectcalico.org/v3","kind":"FelixConfiguration","metadata":{"name":"node.a"},"spec":{"dropActionOverride":"LogAndAccept"}}"""));
        using var loopback = new KubeLoopback(address => made(address));
        Assert.Equal(
            ["loopback  Drop False ", "loopback a LogAndAccept True node.a"],
            _engine.Texts("Get-PolicyAuditMode -KubeConfig $args[0] | ForEach-Object { \"$($_.Cluster) $($_.Node) $($_.Mode) $($_.IsOpen) $($_.Source)\" }", loopback.KubeConfig));
        var result = _engine.Run("(Get-PolicyAuditMode b, c -KubeConfig $args[0]).Mode", loopback.KubeConfig);
        Assert.Equal(["Drop"], result.Texts);
        Assert.Equal(["NodeNotFound"], result.ErrorIds);
    }

    [Fact]
    public void Tab_offers_modes() => Assert.Equal(
        ["Accept", "Drop", "LogAndAccept", "LogAndDrop", "Unset"], _engine.Completions("Set-PolicyAuditMode -Mode ").Order(StringComparer.Ordinal));

    private static Task<string> ConfigurationsAsync(KubeServer server) => server.KubectlAsync(null, "get", "felixconfigurations.projectcalico.org", "-o", "json");
}
