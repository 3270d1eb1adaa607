using CalicoPolicy.Tests.Engine;
using CalicoPolicy.Tests.Shared;

namespace CalicoPolicy.Tests.Commands;

/// <summary>What was read from one cluster is changed in that one, whatever the current context is. No cluster answers: which one is asked is what counts.</summary>
public sealed class PipedClusterTests : IDisposable
{
    private const string Policies = """
        $of = { param($name, $cluster) $p = New-GlobalNetworkPolicy $name; if ($cluster) { $p.psobject.Properties.Add([psnoteproperty]::new("Cluster", $cluster)) }; $p }

        """;

    private readonly TestFolder _folder = new();
    private readonly PolicyEngine _engine;

    public PipedClusterTests()
    {
        _engine = new(_folder.Place);
        Environment.SetEnvironmentVariable("XDG_STATE_HOME", Environment.GetEnvironmentVariable("XDG_STATE_HOME") ?? Directory.CreateTempSubdirectory("calicopolicy-state-").FullName);
        File.WriteAllText(Path.Combine(_folder.Place, "config"), """
            apiVersion: v1
            kind: Config
            clusters: [{name: c, cluster: {server: "https://127.0.0.1:9"}}]
            users: [{name: u, user: {token: t}}]
            contexts: [{name: here, context: {cluster: c, user: u}}, {name: there, context: {cluster: c, user: u}}, {name: other, context: {cluster: c, user: u}}]
            current-context: here
            """);
    }

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("(& $of a there), (& $of b there), (& $of b there) | Remove-Policy", "there a,there b")]
    [InlineData("(& $of a there), (& $of b other), (& $of c) | Remove-Policy", "here c,other b,there a")]
    [InlineData("(& $of a there), (& $of b other), (& $of c) | Remove-Policy -Context there, other", "other b,other c,there a,there c")]
    [InlineData("(& $of a in-cluster) | Remove-Policy", "here a")]
    [InlineData("Remove-Policy a, a -Kind GlobalNetworkPolicy", "here a")]
    public void Each_is_deleted_in_the_cluster_that_it_was_read_from(string command, string expected)
    {
        Programs.NeedKubectl();
        var result = _engine.Run($"{Policies}{command} -KubeConfig config -Timeout 20 -Confirm:$false -ErrorAction SilentlyContinue | ForEach-Object {{ \"$($_.Cluster) $($_.Resource.Name)\" }}");
        Assert.Equal(expected.Split(','), result.Texts.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("(& $of a there), (& $of b there) | Remove-Policy -Context here")]
    [InlineData("(& $of a in-cluster) | Remove-Policy -Context here")]
    [InlineData("[pscustomobject]@{ Namespace = 'shop'; Name = 'web-0'; Cluster = 'there' } | Invoke-Quarantine -Context here")]
    public void Another_context_than_that_is_an_error_and_nothing_is_asked(string command)
    {
        var result = _engine.Run($"{Policies}{command} -KubeConfig config -Timeout 20 -Confirm:$false");
        Assert.Equal(["ClusterContradicts"], result.ErrorIds);
        Assert.Contains("-Context", result.Errors[0].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void What_is_quarantined_is_looked_for_in_its_cluster()
    {
        Programs.NeedKubectl();
        var result = _engine.Run("[pscustomobject]@{ Namespace = 'shop'; Name = 'web-0'; Cluster = 'there' }, 'shop/web-1' | Invoke-Quarantine -KubeConfig config -Timeout 20 -Confirm:$false");
        Assert.Equal(["ServerUnreachable", "ServerUnreachable"], result.ErrorIds);
        Assert.Equal(["the current context", "there"], result.Errors.Select(error => $"{error.TargetObject}").Order(StringComparer.Ordinal));
    }
}
