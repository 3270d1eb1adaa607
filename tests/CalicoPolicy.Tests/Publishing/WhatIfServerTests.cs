using CalicoPolicy.Tests.Engine;
using CalicoPolicy.Tests.Shared;

namespace CalicoPolicy.Tests.Publishing;

/// <summary>Every cmdlet that changes a cluster, with -WhatIf: it says what it would do, and neither cluster nor journal change.</summary>
[Collection(PublishingGroup.Name)]
public sealed class WhatIfServerTests(KubeApi api) : IAsyncLifetime
{
    private const string Pods = """
        apiVersion: v1
        kind: Pod
        metadata: {name: web-0, namespace: team-1, labels: {app: w1}}
        spec: {nodeName: n1, containers: [{name: c, image: i}]}
        status: {phase: Running, podIP: 10.0.0.1, podIPs: [{ip: 10.0.0.1}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web-1, namespace: team-1, labels: {app: w2}}
        spec: {nodeName: n1, containers: [{name: c, image: i}]}
        status: {phase: Running, podIP: 10.0.0.2, podIPs: [{ip: 10.0.0.2}]}
        ---
        {apiVersion: projectcalico.org/v3, kind: FelixConfiguration, metadata: {name: node.n1}, spec: {logSeverityScreen: Info}}
        ---
        {apiVersion: v1, kind: Node, metadata: {name: n1}}
        ---
        {apiVersion: projectcalico.org/v3, kind: FelixConfiguration, metadata: {name: default}, spec: {logSeverityScreen: Info}}
        """;

    // What each cmdlet is run with, and what it says of it. A new cmdlet needs a row.
    private static readonly ILookup<string, (string Command, string[] Said)> Rows = new (string Command, string[] Said)[]
    {
        ("Publish-Policy ./policies @way", ["NetworkPolicy team-1/team.web-1", "Tier fresh"]),
        ("Publish-Policy ./policies @way -Owner team -ForceConflict -TakeOwnership", ["NetworkPolicy team-1/team.web-1"]),
        ("Publish-Policy ./policies/less.yaml @way -Owner ours -Complete -Prune -MaxPrune 100", ["GlobalNetworkSet ours-1"]),
        ("Publish-Policy ./policies @way -Verify { throw 'It is not asked.' } -RevertAfter 00:00:05", ["NetworkPolicy team-1/team.web-1"]),
        ("Undo-PolicyPublication -Last @way", ["GlobalNetworkSet ours-1"]),
        ("Get-PolicyPublication | Undo-PolicyPublication -Force @way", ["NetworkPolicy team-1/team.web-1"]),
        ("Remove-Policy team.web-1 -Kind NetworkPolicy -Namespace team-1 @way", ["NetworkPolicy team-1/team.web-1"]),
        ("Get-Policy @way | Remove-Policy @way", ["NetworkPolicy team-1/team.web-1", "GlobalNetworkPolicy team.g-4"]),
        ("Set-PolicyAuditMode Accept @way", ["FelixConfiguration default"]),
        ("Set-PolicyAuditMode LogAndAccept n1 @way", ["FelixConfiguration node.n1"]),
        ("Invoke-Quarantine web-0 -Namespace team-1 @way", ["pod team-1/web-0", "Tier quarantine"]),
        ("Invoke-Quarantine web-0 -Namespace team-1 -ByPolicy -IncludePeers @way", ["pod team-1/web-0", "GlobalNetworkPolicy"]),
        ("Get-Quarantine -Tier held -Label held=true @way | Remove-Quarantine -Tier held @way", ["pod team-1/web-1"]),
        ("Remove-Quarantine web-1 -Tier held -Label held=true @way", ["pod team-1/web-1"]),
    }.ToLookup(row => ModuleSurface.Cmdlets.Select(cmdlet => cmdlet.Name).Where(name => IsChanging(name) && row.Command.Contains(name, StringComparison.Ordinal)).MaxBy(name => row.Command.LastIndexOf(name, StringComparison.Ordinal))!);

    private readonly TestFolder _folder = new();
    private KubeServer _server = null!;
    private PolicyEngine _engine = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await api.PublishingAsync();
        await KubePublished.ClearAsync(_server);
        _engine = new(_folder.Place);

        // The journal is one for all tests that run: this cluster has a name of its own in it.
        var config = Path.Combine(_folder.Place, "kubeconfig");
        File.Copy(_server.AdminConfig, config);
        await _server.KubectlAsync(null, "config", "rename-context", (await _server.KubectlAsync(null, "config", "current-context")).Trim(), "what-if", "--kubeconfig=" + config);
        _engine.Run("$global:way = @{ KubeConfig = $args[0]; Context = 'what-if' }; $global:PSDefaultParameterValues = @{}", config);
    }

    public async ValueTask DisposeAsync()
    {
        _engine?.Dispose();
        _folder.Dispose();
        await _server.KubectlAsync(null, "delete", "node", "n1", "--ignore-not-found");
    }

    [Fact]
    public async Task Every_cmdlet_that_changes_a_cluster_says_what_it_would_do_and_does_nothing()
    {
        await FillAsync();
        var before = await StateAsync();
        var publications = Publications();
        Assert.NotEmpty(publications);
        foreach (var cmdlet in ModuleSurface.Cmdlets.Select(cmdlet => cmdlet.Name).Where(IsChanging))
        {
            Assert.True(Rows.Contains(cmdlet), $"{cmdlet} changes clusters and has no row here.");
            foreach (var (command, said) in Rows[cmdlet])
            {
                var printed = _engine.Printed($"{command} -WhatIf", 400);
                var whatIf = string.Join('\n', printed.Split('\n').Where(line => line.StartsWith("What if:", StringComparison.Ordinal)));
                Assert.All(said, text => Assert.True(whatIf.Contains(text, StringComparison.Ordinal), $"{command} does not say '{text}':\n{printed}"));
                Assert.Equal(before, await StateAsync());
                Assert.Equal(publications, Publications());
            }
        }
    }

    /// <summary>Whether a cmdlet asks before it changes something, and may be sent to a cluster.</summary>
    private static bool IsChanging(string name) => ModuleSurface.Cmdlet(name).Parameters is var parameters && parameters.ContainsKey("WhatIf") && parameters.ContainsKey("KubeConfig");

    private async Task FillAsync()
    {
        _folder.Write("first.yaml", KubePublished.Resources(12));
        _folder.Write("ours.yaml", "{apiVersion: projectcalico.org/v3, kind: GlobalNetworkSet, metadata: {name: ours-1}, spec: {nets: [192.0.2.77/32]}}");
        _folder.Write("policies/less.yaml", "{apiVersion: projectcalico.org/v3, kind: Tier, metadata: {name: fresh}, spec: {order: 900}}");
        _folder.Write("policies/all.yaml", KubePublished.Resources(12).Replace("8001", "9001", StringComparison.Ordinal));
        Assert.Empty(_engine.Run("Publish-Policy ./first.yaml @way").ErrorIds);

        // The audit mode is known to Calico Enterprise only; a server needs a moment to learn a field.
        const string Field = "/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties/dropActionOverride";
        await _server.KubectlAsync(null, "patch", "crd", "felixconfigurations.projectcalico.org", "--type=json", "-p", $$$"""[{"op":"add","path":"{{{Field}}}","value":{"type":"string"}}]""");
        await _server.KubectlAsync(Pods, "apply", "--server-side", "--validate=false", "-f", "-");
        Assert.Empty(_engine.Run("Invoke-Quarantine web-1 -Namespace team-1 -Tier held -Label held=true -Confirm:$false @way").ErrorIds);
        Assert.Empty(_engine.Run("Publish-Policy ./ours.yaml -Owner ours @way").ErrorIds);
        for (var tries = 0; _engine.Run("Set-PolicyAuditMode Accept @way -WhatIf").ErrorIds.Any() && tries < 60; tries++) await Task.Delay(500, TestContext.Current.CancellationToken);
    }

    /// <summary>All objects with the versions that every write counts up, so that a write that changes nothing is seen too.</summary>
    private Task<string> StateAsync() => KubePublished.ExactStateAsync(_server);

    /// <summary>What the journal has of this cluster; others publish to theirs meanwhile.</summary>
    private string Publications() => _engine.Text("@(Get-PolicyPublication | Where-Object Cluster -eq what-if | ForEach-Object { \"$($_.Id) $($_.State)\" }) -join ' '");
}
