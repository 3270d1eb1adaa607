using CalicoPolicy.Tests.Engine;
using CalicoPolicy.Tests.Shared;

namespace CalicoPolicy.Tests.Commands;

/// <summary>The quarantine's cmdlets and the runbooks through the real engine, kubectl and an API server; how it works is tested in Core.</summary>
public sealed class QuarantineServerTests : IDisposable
{
    private const string Cluster = """
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop}
        ---
        apiVersion: v1
        kind: Node
        metadata: {name: n1}
        status: {addresses: [{type: InternalIP, address: 192.168.1.1}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web-0, namespace: shop, labels: {app: web}}
        spec: {nodeName: n1, containers: [{name: c, image: i}]}
        status: {phase: Running, podIP: 10.0.0.1, podIPs: [{ip: 10.0.0.1}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web-1, namespace: shop, labels: {app: web}}
        spec: {nodeName: n1, containers: [{name: c, image: i}]}
        status: {phase: Running, podIP: 10.0.0.2, podIPs: [{ip: 10.0.0.2}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: api-0, namespace: shop, labels: {app: api}}
        spec: {nodeName: n1, containers: [{name: c, image: i}]}
        status: {phase: Running, podIP: 10.0.0.3, podIPs: [{ip: 10.0.0.3}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: shelf-0, namespace: shop, labels: {app: shelf}}
        spec: {nodeName: n1, containers: [{name: c, image: i}]}
        status: {phase: Running, podIP: 10.0.0.4, podIPs: [{ip: 10.0.0.4}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: shelf-1, namespace: shop, labels: {app: shelf}}
        spec: {nodeName: n1, containers: [{name: c, image: i}]}
        status: {phase: Running, podIP: 10.0.0.5, podIPs: [{ip: 10.0.0.5}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: till-0, namespace: shop, labels: {app: till}}
        spec: {nodeName: n1, containers: [{name: c, image: i}]}
        status: {phase: Running, podIP: 10.0.0.6, podIPs: [{ip: 10.0.0.6}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: agent, namespace: shop, labels: {app: agent}}
        spec: {nodeName: n1, hostNetwork: true, containers: [{name: c, image: i}]}
        status: {phase: Running, podIP: 192.168.1.1, podIPs: [{ip: 192.168.1.1}]}
        ---
        apiVersion: projectcalico.org/v3
        kind: StagedGlobalNetworkPolicy
        metadata: {name: deny-api}
        spec: {tier: default, selector: app == 'api', types: [Ingress], ingress: [{action: Deny}]}
        """;

    private static readonly SemaphoreSlim Loading = new(1);
    private static bool _isLoaded;
    private readonly KubeApi _api;
    private readonly TestFolder _folder = new();
    private readonly PolicyEngine _engine;

    public QuarantineServerTests(KubeApi api)
    {
        _api = api;
        _engine = new(_folder.Place);
        Environment.SetEnvironmentVariable("XDG_STATE_HOME", Environment.GetEnvironmentVariable("XDG_STATE_HOME") ?? Directory.CreateTempSubdirectory("calicopolicy-state-").FullName);
    }

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_is_asked_for_is_isolated_listed_and_released()
    {
        var config = (await ServerAsync()).AdminConfig;
        var result = _engine.Run("Invoke-Quarantine web-0 -Namespace shop -Tier a -Label a=true -Reason miner -By ann -Confirm:$false -KubeConfig $args[0]", config);
        Assert.Empty(result.Errors.Select(error => error.ToString()));
        Assert.Equal("shop/web-0 InForce True miner ann", _engine.Text("Get-Quarantine web* -Tier a -Label @{ a = 'true' } -KubeConfig $args[0] | ForEach-Object { \"$($_.Namespace)/$($_.Name) $($_.State) $($_.IsIsolated) $($_.Reason) $($_.By)\" }", config));
        Assert.Empty(_engine.Texts("Get-Quarantine -Expired -Tier a -Label a=true -KubeConfig $args[0]", config));
        var printed = _engine.Printed($"Get-Quarantine -Tier a -Label a=true -KubeConfig '{config}'; (Get-Quarantine -Tier a -Label a=true -KubeConfig '{config}').StillOpen");
        Assert.Contains("Cluster: local", printed, StringComparison.Ordinal);
        Assert.Contains("Isolated", printed, StringComparison.Ordinal);
        Assert.Contains("own node n1", printed, StringComparison.Ordinal);
        Assert.Equal("Released", _engine.Text("Get-Quarantine -Tier a -Label a=true -KubeConfig $args[0] | Remove-Quarantine -Tier a -Confirm:$false -PassThru -KubeConfig $args[0] | ForEach-Object State", config));
        Assert.Empty(_engine.Texts("Get-Quarantine -Tier a -Label a=true -KubeConfig $args[0]", config));
    }

    [Fact]
    public async Task What_if_changes_nothing_in_the_whole_cluster()
    {
        var server = await ServerAsync();
        _engine.Run("Invoke-Quarantine web-1 -Namespace shop -Tier b -Label b=true -Confirm:$false -KubeConfig $args[0]", server.AdminConfig);
        var before = await AllAsync(server);
        foreach (var command in (string[])
        [
            "Invoke-Quarantine api-0 -Namespace shop -Tier c -Label c=true -WhatIf",
            "Invoke-Quarantine api-0 -Namespace shop -Tier c -Label c=true -ByPolicy -Evict -IncludePeers -WhatIf -ErrorAction Ignore",
            "Get-Quarantine -Tier b -Label b=true | Remove-Quarantine -Tier b -WhatIf",
            "Remove-Quarantine web-1 -Tier b -Label b=true -WhatIf",
        ])
        {
            Assert.Empty(_engine.Run($"$PSDefaultParameterValues = @{{ '*-Quarantine:KubeConfig' = $args[0] }}; {command}", server.AdminConfig).Output);
        }

        // Tests of one class run one after the other: nobody else writes meanwhile.
        Assert.Equal(before, await AllAsync(server));
    }

    [Fact]
    public async Task Each_thing_that_cannot_be_isolated_is_an_error_and_the_others_go_on()
    {
        var config = (await ServerAsync()).AdminConfig;
        var result = _engine.Run("'shop/agent', 'shop/gone', 'shop/api-0' | Invoke-Quarantine -Tier d -Label d=true -Confirm:$false -KubeConfig $args[0]", config);
        Assert.Equal(["QuarantineHostNetwork", "QuarantineTargetNotFound"], result.ErrorIds.Order(StringComparer.Ordinal));
        Assert.All(result.Errors, error => Assert.NotEmpty(error.ErrorDetails.RecommendedAction));
        Assert.Equal("api-0", Assert.Single(result.Output).Properties["Name"].Value);
        Assert.Equal(["QuarantineCatchesOthers"], _engine.Run("Invoke-Quarantine shop/web-0 -ByPolicy -Tier d -Confirm:$false -KubeConfig $args[0]", config).ErrorIds);
        Assert.Equal(["QuarantineNotEvicted"], _engine.Run("Invoke-Quarantine shop/web-0 -Evict -Tier d -Label d=true -Confirm:$false -KubeConfig $args[0]", config).ErrorIds);
        Assert.Equal(["QuarantinePolicyDiffers"], _engine.Run("Invoke-Quarantine shop/web-0 -Tier d -Label other=true -Confirm:$false -KubeConfig $args[0]", config).ErrorIds);
        Assert.Equal(["QuarantineInputUnknown"], _engine.Run("New-PolicyTier x | Invoke-Quarantine -KubeConfig $args[0]", config).ErrorIds);
        Assert.Equal(["QuarantineUntilPassed"], _engine.Run("Invoke-Quarantine x -Until '2020-01-01' -KubeConfig $args[0]", config).ErrorIds);
        var listed = _engine.Run("Get-Quarantine shop/api-0, shop/nosuch, other/api-0, no* -Tier d -Label d=true -KubeConfig $args[0]", config);
        Assert.Equal("api-0", Assert.Single(listed.Output).Properties["Name"].Value);
        Assert.Equal([("QuarantineTargetNotFound", "shop/nosuch"), ("QuarantineTargetNotFound", "other/api-0")], listed.ErrorIds.Zip(listed.Errors.Select(error => $"{error.TargetObject}")));
        Assert.Empty(_engine.Run("Remove-Quarantine shop/api-0 -Tier d -Label d=true -WhatIf -KubeConfig $args[0]", config).ErrorIds);
        Assert.Empty(_engine.Run("Remove-Quarantine api-0 -Namespace shop -Tier d -Label d=true -Confirm:$false -KubeConfig $args[0]", config).ErrorIds);
        Assert.Equal(["QuarantineTargetNotFound"], _engine.Run("Remove-Quarantine nobody -Tier d -Label d=true -Confirm:$false -KubeConfig $args[0]", config).ErrorIds);
    }

    [Fact]
    public async Task A_selector_a_workload_and_endpoints_name_pods()
    {
        var config = (await ServerAsync()).AdminConfig;
        Assert.Equal(["shelf-0", "shelf-1"], _engine.Texts("Invoke-Quarantine -Selector \"app == 'shelf'\" -Namespace shop -Tier e -Label e=true -Confirm:$false -KubeConfig $args[0] | ForEach-Object Name", config));
        Assert.Equal(["till-0"], _engine.Texts("Find-PolicyEndpoint \"app == 'till'\" -Snapshot (Get-PolicySnapshot -KubeConfig $args[0]) | Invoke-Quarantine -Tier e -Label e=true -AllowFrom 192.0.2.7 -Confirm:$false -KubeConfig $args[0] | ForEach-Object Name", config));
        Assert.Equal(["Exception"], _engine.Texts("(Get-Quarantine till-0 -Tier e -Label e=true -KubeConfig $args[0]).StillOpen | Where-Object Peer -like '*192.0.2.7*' | ForEach-Object { \"$($_.Kind)\" }", config));
        Assert.Contains("192.0.2.7/32", Assert.Single(_engine.Run("Invoke-Quarantine shop/shelf-0 -Tier e -Label e=true -WhatIf -KubeConfig $args[0]", config).Warnings), StringComparison.Ordinal);
        Assert.Contains("write GlobalNetworkPolicy e.quarantine", _engine.Printed($"Invoke-Quarantine shop/shelf-0 -Tier e -Label e=true -AllowFrom @() -WhatIf -KubeConfig '{config}'", 400), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_right_to_read_pods_and_policies_nothing_is_taken_for_not_there()
    {
        Programs.NeedKubectl();
        var made = KubeMadeUp.Of(("/apis/projectcalico.org/v3/globalnetworkpolicies", string.Empty));
        using var server = new KubeLoopback(address => address.AbsolutePath.Split('/')[^1] is var kind && kind is "pods" or "services" or "globalnetworkpolicies"
            ? KubeLoopback.Refusal($"{kind} is forbidden: User \"eve\" cannot list resource \"{kind}\" in API group \"\" at the cluster scope")
            : made(address));
        foreach (var command in (string[])["Get-Quarantine", "Get-Quarantine shop/web-0", "Remove-Quarantine shop/web-0"])
        {
            var result = _engine.Run($"{command} -KubeConfig $args[0]", server.KubeConfig);
            Assert.Equal(["ServerForbidden", "ServerForbidden"], result.ErrorIds);
            Assert.All(result.Errors, error => Assert.Contains("grant 'list'", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal));
            Assert.Contains("Service objects were not read", Assert.Single(result.Warnings), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_runbooks_run_against_a_cluster()
    {
        var config = (await ServerAsync()).AdminConfig;
        _folder.Copy(Repository.Path("docs", "examples", "runbooks"));
        var context = _engine.Text("(Get-PolicySnapshot -KubeConfig $args[0]).Cluster", config);
        var alert = _engine.Run("& ./quarantine-on-alert.ps1 -Namespace shop -Pod api-0 -Hours 0.0006 -Context $args[1] -KubeConfig $args[0]", config, context);
        Assert.Empty(alert.Errors.Select(error => error.ToString()));
        Assert.Contains(alert.Texts, text => text.Contains("conntrack", StringComparison.Ordinal));
        Assert.Contains(alert.Texts, text => text.StartsWith("OwnNode", StringComparison.Ordinal));
        await Task.Delay(2500, TestContext.Current.CancellationToken);
        Assert.Contains("shop/api-0 was released", _engine.Texts("& ./release-expired-quarantines.ps1 -Context $args[1] -KubeConfig $args[0]", config, context).Single(text => text.Contains("api-0", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Empty(_engine.Texts("& ./release-expired-quarantines.ps1 -Context $args[1] -KubeConfig $args[0]", config, context));
        var report = _engine.Run("& ./nightly-staged-report.ps1 -Context $args[1] -KubeConfig $args[0]", config, context);
        Assert.Empty(report.Errors.Select(error => error.ToString()));
        Assert.Contains("1 staged policies.", report.Texts);
    }

    /// <summary>Everything that a quarantine could change, with the versions that every write counts up.</summary>
    private static async Task<string> AllAsync(KubeServer server) =>
        await server.KubectlAsync(null, "get", "pods,namespaces,nodes,tiers.projectcalico.org,globalnetworkpolicies.projectcalico.org,networkpolicies.projectcalico.org", "-A", "-o", "json", "--show-managed-fields");

    private async Task<KubeServer> ServerAsync()
    {
        var server = await _api.AloneAsync("quarantine");
        await Loading.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            for (var tries = 0; !_isLoaded; tries++)
            {
                try
                {
                    await server.KubectlAsync(Cluster, "apply", "--server-side", "--validate=false", "-f", "-");
                    _isLoaded = true;
                }
                catch (InvalidOperationException) when (tries < 20)
                {
                    // A server that has just started may not know its custom resources everywhere yet.
                    await Task.Delay(500, TestContext.Current.CancellationToken);
                }
            }
        }
        finally
        {
            Loading.Release();
        }

        return server;
    }
}
