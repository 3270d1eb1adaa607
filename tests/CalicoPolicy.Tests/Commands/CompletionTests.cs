using CalicoPolicy.Tests.Engine;
using CalicoPolicy.Tests.Shared;

namespace CalicoPolicy.Tests.Commands;

/// <summary>Tab in a session whose current folder holds policies.</summary>
public sealed class CompletionTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly PolicyEngine _engine;

    public CompletionTests()
    {
        _folder.Write("tiers.yaml", "apiVersion: projectcalico.org/v3\nkind: Tier\nmetadata:\n  name: payments\n");
        _folder.Write("shop/p.yaml", """
            apiVersion: projectcalico.org/v3
            kind: NetworkPolicy
            metadata:
              name: payments.web
              namespace: shop
            spec:
              tier: payments
              selector: app == 'web' && app != 'it`s $5'
              ingress:
              - action: Allow
                source:
                  selector: app == 'frontend'
                  namespaceSelector: env == 'prod'
            """);
        _engine = new(_folder.Place);
    }

    [Theory]
    [InlineData("New-NetworkPolicy p -Tier pay", "payments")]
    [InlineData("New-GlobalNetworkPolicy p -Tier sec", "security")]
    [InlineData("New-PolicyTier pay", "payments")]
    [InlineData("New-NetworkPolicy p -Namespace ", "shop")]
    [InlineData("New-NetworkSet s s", "shop")]
    [InlineData("New-DefaultDenyPolicy -Namespace s", "shop")]
    [InlineData("New-DefaultDenyPolicy -ExcludeNamespace ", "shop")]
    [InlineData("New-PolicyPeer -ServiceNamespace sh", "shop")]
    [InlineData("New-NetworkPolicy p -Selector ap", "\"app\"")]
    [InlineData("New-NetworkPolicy p -Selector \"app == 'we", "\"app == 'web'\"")]
    [InlineData("New-NetworkPolicy p -Selector 'app == \"we", "'app == \"web\"'")]
    [InlineData("New-NetworkPolicy p -Selector 'app == ''we", "'app == ''web'''")]
    [InlineData("New-NetworkPolicy p -Selector \"app == 'it", "\"app == 'it``s `$5'\"")]
    [InlineData("New-GlobalNetworkPolicy p -NamespaceSelector \"en", "\"env\"")]
    [InlineData("New-GlobalNetworkPolicy p -NamespaceSelector \"projectcalico.org/name == '", "\"projectcalico.org/name == 'shop'\"")]
    [InlineData("New-NetworkPolicy p -ServiceAccountSelector \"proj", "\"projectcalico.org/name\"")]
    [InlineData("New-PolicyPeer \"app == 'fr", "\"app == 'frontend'\"")]
    [InlineData("New-PolicyPeer -NotSelector \"app == 'fr", "\"app == 'frontend'\"")]
    [InlineData("New-PolicyRule Allow -Source \"app == 'fr", "\"app == 'frontend'\"")]
    [InlineData("New-PolicyRule Allow -Destination \"app == 'fr", "\"app == 'frontend'\"")]
    public void Tab_offers_the_words_of_the_folder(string text, string expected) => Assert.Equal([expected], Settled(_engine, text));

    [Theory]
    [InlineData("Trace-PolicyFlow shop/or -Snapshot $s", "shop/orders")]
    [InlineData("Trace-PolicyFlow shop/web -Snapshot $s data/orders", "data/orders-db")]
    [InlineData("Trace-PolicyFlow shop/web svc/payments/p -Snapshot $s", "svc/payments/payments")]
    [InlineData("Trace-PolicyFlow -Snapshot $s -Namespace edg", "edge")]
    [InlineData("Get-EffectivePolicy -Snapshot $s node/node-2", "node/node-2")]
    [InlineData("Find-PolicyEndpoint -Snapshot $s -Namespace mon", "monitoring")]
    [InlineData("Find-PolicyEndpoint -Snapshot $s -NamespaceSelector \"zone == 'op", "\"zone == 'operations'\"")]
    [InlineData("Find-PolicyEndpoint -Snapshot $s \"app == 'graf", "\"app == 'grafana'\"")]
    public void Tab_offers_the_words_of_the_snapshot(string text, string expected)
    {
        _engine.Run("$global:s = Import-PolicySnapshot $args[0] -Recurse", Repository.Path("docs", "examples", "shop"));
        var cursor = text.EndsWith(" -Snapshot $s", StringComparison.Ordinal) ? text.Length - " -Snapshot $s".Length : text.Length;
        Assert.Equal([expected], _engine.Completions(text, cursor));
    }

    [Fact]
    public void Pods_go_by_their_workloads_also_where_these_are_not_in_the_snapshot()
    {
        _engine.Run("$global:s = \"apiVersion: v1`nkind: Pod`nmetadata: {name: api-7d-1, namespace: x, ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: api-7d, controller: true, uid: u}]}\" | ConvertFrom-PolicyYaml | ForEach-Object { [CalicoPolicy.Core.Snapshots.PolicySnapshot]::Of([CalicoPolicy.Core.Resources.Resource[]]@($_)) }");
        Assert.Equal(["x/api"], _engine.Completions("Get-EffectivePolicy -Snapshot $s x/a"));
    }

    [Fact]
    public void Tab_offers_the_words_of_a_snapshot_by_path_and_of_the_one_that_the_session_has()
    {
        var path = Repository.Path("docs", "examples", "shop");
        Assert.Equal(["shop/orders"], Settled(_engine, $"Trace-PolicyFlow -Snapshot '{path}' shop/or"));
        Assert.Empty(_engine.Completions("New-NetworkPolicy p -Namespace monit"));
        _engine.Run("$global:PSDefaultParameterValues['*:Snapshot'] = Import-PolicySnapshot $args[0] -Recurse", path);
        Assert.Equal(["shop/orders"], _engine.Completions("Get-EffectivePolicy shop/or"));
        Assert.Equal(["monitoring"], _engine.Completions("New-NetworkPolicy p -Namespace monit"));
        Assert.Equal(["application"], _engine.Completions("New-NetworkPolicy p -Tier app"));
    }

    [Fact]
    public void Tab_follows_the_current_folder()
    {
        Assert.Equal(["payments"], Settled(_engine, "New-NetworkPolicy p -Tier pay"));
        using var other = new TestFolder();
        other.Write("t.yaml", "apiVersion: projectcalico.org/v3\nkind: Tier\nmetadata:\n  name: payroll\n");
        using var engine = new PolicyEngine(other.Place);
        Assert.Equal(["payroll"], Settled(engine, "New-NetworkPolicy p -Tier pay"));
    }

    [Fact]
    public void Tab_works_where_there_is_nothing_to_read()
    {
        using var empty = new TestFolder();
        using var engine = new PolicyEngine(empty.Place);
        Assert.Contains("security", engine.Completions("New-NetworkPolicy p -Tier "));
        Assert.Contains("\"all()\"", engine.Completions("New-NetworkPolicy p -Selector "));
    }

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }

    /// <summary>What Tab offers once the folder was read, for which the first time may be too short; files of the folder are what Tab offers otherwise.</summary>
    private static IReadOnlyList<string> Settled(PolicyEngine engine, string text)
    {
        for (var attempt = 0; ; attempt++)
        {
            var offered = engine.Completions(text);
            if (attempt == 50 || (offered.Count > 0 && !offered.Any(word => word.Contains("./", StringComparison.Ordinal)))) return offered;
            Thread.Sleep(100);
        }
    }
}
