using System.Globalization;
using CalicoPolicy.Tests.Engine;
using CalicoPolicy.Tests.Shared;

namespace CalicoPolicy.Tests.Publishing;

/// <summary>The cmdlets that publish, through the real engine against a real API server.</summary>
[Collection(PublishingGroup.Name)]
public sealed class PublishPolicyServerTests(KubeApi api) : IAsyncLifetime
{
    private readonly TestFolder _folder = new();
    private KubeServer _server = null!;
    private PolicyEngine _engine = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await api.PublishingAsync();
        await KubePublished.ClearAsync(_server);
        _engine = new(_folder.Place);
        _engine.Run("$global:way = @{ KubeConfig = $args[0] }; $global:ask = @{ Confirm = $false }", _server.AdminConfig);
    }

    public ValueTask DisposeAsync()
    {
        _engine?.Dispose();
        _folder.Dispose();
        return default;
    }

    [Fact]
    public async Task WhatIf_shows_each_change_and_changes_nothing()
    {
        _folder.Write("policies/all.yaml", KubePublished.Resources(12));
        _engine.Run("Publish-Policy ./policies @way");
        var before = await KubePublished.StateAsync(_server);
        var publications = _engine.Text("(Get-PolicyPublication).Count");
        _folder.Write("policies/all.yaml", KubePublished.Resources(12).Replace("8001", "9001", StringComparison.Ordinal));
        foreach (var command in new[]
        {
            "Publish-Policy ./policies @way -WhatIf",
            "Publish-Policy ./policies @way -Owner team -WhatIf",
            "Publish-Policy ./policies @way -DryRun Server",
            "Publish-Policy ./policies @way -DryRun Client",
            "Undo-PolicyPublication -Last @way -WhatIf",
            "Remove-Policy team.web-1 -Kind NetworkPolicy -Namespace team-1 @way -WhatIf",
            "$WhatIfPreference = $true; Publish-Policy ./policies @way",
        })
        {
            var result = _engine.Run(command);
            Assert.Empty(result.ErrorIds);
            Assert.Equal(before, await KubePublished.StateAsync(_server));
            Assert.Equal(publications, _engine.Text("(Get-PolicyPublication).Count"));
        }

        Assert.Contains("Configured NetworkPolicy team-1/team.web-1 spec.ingress[0].destination.ports[0]: 8001 -> 9001", _engine.Texts(
            "Publish-Policy ./policies @way -DryRun Server | Where-Object Changes | ForEach-Object { \"$($_.Status) $($_.Resource) $($_.Changes)\" }"));
    }

    [Fact]
    public async Task A_broken_file_among_fifty_deletes_nothing()
    {
        for (var index = 0; index < 50; index++)
            _folder.Write($"policies/{index.ToString("00", CultureInfo.InvariantCulture)}.yaml", $"{{apiVersion: projectcalico.org/v3, kind: GlobalNetworkSet, metadata: {{name: set-{index}}}, spec: {{nets: [192.0.2.{index}/32]}}}}");
        Assert.Empty(_engine.Run("Publish-Policy ./policies -Owner team @way").ErrorIds);
        var before = await KubePublished.StateAsync(_server);
        _folder.Write("policies/17.yaml", "{apiVersion: projectcalico.org/v3, kind: GlobalNetworkSet, metadata: {name: set-17");
        var result = _engine.Run("Publish-Policy ./policies -Owner team -Prune -MaxPrune 100 @way");
        Assert.Contains("PruneNeedsAll", result.ErrorIds);
        Assert.Empty(result.Output);
        Assert.Equal(before, await KubePublished.StateAsync(_server));

        // A folder below is not read, so the folder is not the whole set; and a path that is not there is no empty one.
        File.Delete(Path.Combine(_folder.Place, "policies", "17.yaml"));
        _folder.Write("policies/below/x.yaml", string.Empty);
        Assert.Contains("PublicationRefused", _engine.Run("Publish-Policy ./policies -Owner team -Prune -MaxPrune 100 @way").ErrorIds);
        Assert.DoesNotContain(_engine.Run("Publish-Policy ./policies, ./gone -Recurse -Owner team -Prune -MaxPrune 100 @way").Output, result => result.Properties["Status"].Value.ToString() == "Deleted");
        Assert.Equal(before, await KubePublished.StateAsync(_server));
        Assert.Contains("team", _engine.Completions("Publish-Policy x -Owner "));
        Assert.Equal(["set-17"], _engine.Texts("Publish-Policy ./policies -Recurse -Owner team -Prune @way | Where-Object Status -eq Deleted | ForEach-Object Name"));
    }

    [Fact]
    public async Task A_check_that_passes_keeps_the_publication_and_one_that_does_not_takes_it_back()
    {
        var empty = await KubePublished.StateAsync(_server);
        var failed = _engine.Run("New-PolicyTier a | Publish-Policy @way -Verify { throw 'no' } -RevertAfter 00:00:02");
        Assert.Equal(["VerifyFailed"], failed.ErrorIds);
        Assert.EndsWith("It failed last with: no", failed.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Equal(["Created", "Deleted"], failed.Output.Select(result => result.Properties["Status"].Value.ToString()));
        Assert.Equal(empty, await KubePublished.StateAsync(_server));
        Assert.Equal("Undone", _engine.Text("(Get-PolicyPublication | Where-Object { -not $_.Undoes })[0].State"));
        Assert.Equal("Done False", _engine.Text("(Get-PolicyPublication | Where-Object Undoes)[0] | ForEach-Object { \"$($_.State) $($_.NeedsCheck)\" }"));

        // It hangs: the publication goes all the same, in time.
        Assert.Equal(["VerifyFailed"], _engine.Run("New-PolicyTier a | Publish-Policy @way -Verify { [Threading.Thread]::Sleep(15000); $true } -RevertAfter 00:00:02").ErrorIds);
        Assert.Equal(empty, await KubePublished.StateAsync(_server));

        var passed = _engine.Run("$global:seen = $null; New-PolicyTier a | Publish-Policy @way -Verify { $global:seen = \"$($args[0]) $($_.Name)\"; $true }");
        Assert.Empty(passed.ErrorIds);
        Assert.Equal("local a", _engine.Text("$seen"));
        Assert.Equal("Done", _engine.Text("(Get-PolicyPublication -Last).State"));
        Assert.NotEqual(empty, await KubePublished.StateAsync(_server));
    }

    [Fact]
    public async Task A_check_that_is_stopped_is_taken_back_before_the_prompt_is_there_again()
    {
        var empty = await KubePublished.StateAsync(_server);
        using var checking = new ManualResetEventSlim();
        using var shell = _engine.CreateShell();
        shell.AddScript("$global:checking = $args[0]; New-PolicyTier a | Publish-Policy @way -Verify { $global:checking.Set(); while ($true) { [Threading.Thread]::Sleep(20) } } -RevertAfter 00:02:00").AddArgument(checking);
        var running = shell.BeginInvoke();
        Assert.True(checking.Wait(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
        shell.Stop();
        Assert.Throws<System.Management.Automation.PipelineStoppedException>(() => shell.EndInvoke(running));
        Assert.Equal("Undone", _engine.Text("(Get-PolicyPublication | Where-Object { -not $_.Undoes })[0].State"));
        Assert.Equal(empty, await KubePublished.StateAsync(_server));
    }

    [Fact]
    public void A_wave_that_fails_keeps_the_later_clusters_as_they_are()
    {
        using var proxy = new KubeProxy(_server.AdminConfig) { Answer = static (method, _) => method == "PATCH" ? KubeLoopback.Refusal("tiers.projectcalico.org \"a\" is forbidden: no") : null };
        var config = _folder.Write("config", File.ReadAllText(proxy.KubeConfig)
            .Replace("clusters: [", "clusters: [{name: gone, cluster: {server: \"http://127.0.0.1:9\"} },", StringComparison.Ordinal)
            .Replace("contexts: [", "contexts: [{name: second, context: {cluster: c, user: u} },", StringComparison.Ordinal));
        var stopped = _engine.Run("New-PolicyTier a | Publish-Policy -Context proxy, second -Wave 1 -KubeConfig $args[0]", config);
        Assert.Equal(["ServerForbidden"], stopped.ErrorIds);
        Assert.Equal("proxy", Assert.Single(stopped.Output).Properties["Cluster"].Value);
        Assert.Contains(stopped.Warnings, warning => warning.Contains("left alone", StringComparison.Ordinal));

        proxy.Answer = static (_, _) => null;
        Assert.Equal(["proxy Created", "second Unchanged"], _engine.Texts("New-PolicyTier a | Publish-Policy -Context proxy, second -Wave 1 -KubeConfig $args[0] | ForEach-Object { \"$($_.Cluster) $($_.Status)\" }", config));
    }

    [Fact]
    public async Task What_is_removed_comes_back()
    {
        _folder.Write("policies/all.yaml", KubePublished.Resources(12));
        _engine.Run("Publish-Policy ./policies @way");
        var before = await KubePublished.StateAsync(_server);
        Assert.Contains(
            "\"Delete NetworkPolicy team-1/team.web-1\" on target \"local\"",
            _engine.Printed("try { Remove-Policy team.web-1, none -Kind NetworkPolicy -Namespace team-1 @way -Confirm } catch { }", 400),
            StringComparison.Ordinal);
        Assert.Equal(["Unchanged", "Deleted"], _engine.Texts("Remove-Policy team.web-1, none -Kind NetworkPolicy -Namespace team-1 @way @ask | ForEach-Object { \"$($_.Status)\" }"));
        Assert.Equal(["Deleted"], _engine.Texts("Import-Policy ./policies | Where-Object Kind -eq StagedNetworkPolicy | ForEach-Object { if (-not $done) { $done = 1; $_ } } | Remove-Policy @way @ask | ForEach-Object { \"$($_.Status)\" }"));
        Assert.NotEqual(before, await KubePublished.StateAsync(_server));
        Assert.Contains("What if: Nothing would change in local.", _engine.Printed("Remove-Policy none -Kind Tier @way -WhatIf"), StringComparison.Ordinal);

        // A cluster that does not answer is no other cluster.
        var gone = _folder.Write("gone", System.Text.RegularExpressions.Regex.Replace(File.ReadAllText(_server.AdminConfig), "https://[^\" ]+", "https://127.0.0.1:9"));
        foreach (var force in (string[])["", "-Force"])
        {
            Assert.Equal(["ServerUnreachable"], _engine.Run($"Undo-PolicyPublication -Last {force} -KubeConfig $args[0] @ask", gone).ErrorIds);
            Assert.Equal(["ServerUnreachable"], _engine.Run($"Undo-PolicyPublication -Last {force} -KubeConfig $args[0] -WhatIf", gone).ErrorIds);
        }

        var entry = Assert.Single(_engine.Output("(Get-PolicyPublication -Last).Entries"));
        Assert.Contains("\"kind\":\"StagedNetworkPolicy\"", (string)entry.Properties["BeforeText"].Value, StringComparison.Ordinal);
        Assert.Null(entry.Properties["WantedText"].Value);
        Assert.Matches(@"Deleted\s+yes\s+no\s+StagedNetworkPolicy team-", _engine.Printed("(Get-PolicyPublication -Last).Entries"));
        Assert.Empty(_engine.Run("Undo-PolicyPublication -Last @way @ask; Undo-PolicyPublication -Last @way @ask").ErrorIds);
        Assert.Matches(@"local\s+undoes \*[0-9a-f]{8}\n", _engine.Printed("Get-PolicyPublication -Last", 80));
        var offered = _engine.Completions("Undo-PolicyPublication ");
        Assert.Equal(_engine.Texts("Get-PolicyPublication | Where-Object State -notin Undone, Continued | ForEach-Object Id"), offered);
        Assert.NotEqual(offered.Count, _engine.Completions("Get-PolicyPublication ").Count);
        Assert.Equal(["local"], _engine.Completions("Get-PolicyPublication -Cluster loc"));
        Assert.Equal(before, await KubePublished.StateAsync(_server));
    }

    [Fact]
    public void The_resources_come_out_on_demand()
    {
        Assert.Equal(["Tier a"], _engine.Texts("New-PolicyTier a | Publish-Policy @way -PassThru | ForEach-Object { \"$($_.Kind) $($_.Name)\" }"));
        var refused = _engine.Run("New-NetworkPolicy none.p -Namespace nowhere -Tier none -Selector 'all()' | Publish-Policy @way -PassThru");
        Assert.Empty(refused.Output);
        Assert.Equal(["PublicationRefused"], refused.ErrorIds);
        Assert.NotEmpty(refused.Errors[0].ErrorDetails.RecommendedAction);
    }
}
