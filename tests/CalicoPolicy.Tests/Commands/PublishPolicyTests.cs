using CalicoPolicy.Tests.Engine;

namespace CalicoPolicy.Tests.Commands;

/// <summary>Publish-Policy as far as it needs no cluster; the dry run itself is tested in Core.</summary>
public sealed class PublishPolicyTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly PolicyEngine _engine;

    public PublishPolicyTests() => _engine = new PolicyEngine(_folder.Place);

    [Fact]
    public void A_time_for_a_check_needs_a_check()
    {
        var result = _engine.Run("New-PolicyTier a | Publish-Policy -RevertAfter 00:00:10");
        Assert.Equal(["VerifyMissing"], result.ErrorIds);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void A_cluster_that_cannot_be_reached_gives_a_failed_result_and_no_error()
    {
        _folder.Write("config", """
            apiVersion: v1
            kind: Config
            clusters: [{name: c, cluster: {server: 'https://127.0.0.1:9'}}]
            users: [{name: u, user: {token: t}}]
            contexts: [{name: gone, context: {cluster: c, user: u}}]
            current-context: gone
            """);
        var result = _engine.Run("New-PolicyTier a | Publish-Policy -DryRun Server -KubeConfig ./config -Timeout 20");
        if (result.ErrorIds.Contains("KubectlUnavailable")) Assert.Skip("There is no kubectl on PATH.");
        Assert.Empty(result.Errors.Select(error => error.ToString()));
        var answer = Assert.Single(result.Output);
        Assert.Equal("Failed", answer.Properties["Status"].Value.ToString());
        Assert.Equal("gone", answer.Properties["Cluster"].Value);
        Assert.Equal("Tier", answer.Properties["Kind"].Value);
        Assert.NotEmpty((string)answer.Properties["Message"].Value);
    }

    [Fact]
    public void A_path_or_kubeconfig_that_is_not_there_is_an_error()
    {
        Assert.Contains("PathNotFound", _engine.Run("Publish-Policy ./missing -DryRun Client").ErrorIds);
        Assert.Contains("PathNotFound", _engine.Run("New-PolicyTier a | Publish-Policy -DryRun Client -KubeConfig nodrive:/x").ErrorIds);
    }

    [Theory]
    [InlineData("-Timeout 0")]
    [InlineData("-ThrottleLimit 0")]
    public void Numbers_out_of_range_are_refused(string argument) =>
        Assert.Equal(["ParameterArgumentValidationError"], _engine.Run($"New-PolicyTier a | Publish-Policy -DryRun Client {argument}").ErrorIds);

    [Fact]
    public void Tab_offers_dry_runs() =>
        Assert.Equal(["Client", "None", "Server"], _engine.Completions("Publish-Policy -DryRun ").Order(StringComparer.Ordinal));

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }
}
