using System.Management.Automation;
using CalicoPolicy.Tests.Engine;
using CalicoPolicy.Tests.Shared;

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

    [Theory]
    [InlineData("00:00:00.5")]
    [InlineData("1.00:00:01")]
    public void A_time_out_of_range_says_the_range(string time)
    {
        var result = _engine.Run($"New-PolicyTier a | Publish-Policy -Verify {{ $true }} -RevertAfter {time}");
        Assert.Equal(["VerifyTimeOutOfRange"], result.ErrorIds);
        Assert.Contains("from a second to a day", result.Errors[0].Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-DryRun Server")]
    [InlineData("-DryRun Client")]
    [InlineData("-WhatIf")]
    [InlineData("")]
    public void A_cluster_that_cannot_be_reached_is_one_error_and_one_failed_result(string how)
    {
        Programs.NeedKubectl();
        Unreachable();
        var result = _engine.Run($"1..20 | ForEach-Object {{ New-PolicyTier \"t$_\" }} | Publish-Policy {how} -KubeConfig ./config -Timeout 20");
        Assert.Equal(["ServerUnreachable"], result.ErrorIds);
        var failed = Assert.Single(result.Output, answer => StatusOf(answer) == "Failed");
        Assert.Equal("gone", failed.Properties["Cluster"].Value);
        Assert.Equal("Tier", failed.Properties["Kind"].Value);
        Assert.NotEmpty((string)failed.Properties["Message"].Value);

        // -WhatIf shows what would be done, and what stands against it; the rest of a cluster that was never asked is neither.
        Assert.Equal(how == "-WhatIf" ? 0 : 19, result.Output.Count(answer => StatusOf(answer) == "Skipped"));
        Assert.StartsWith("gone: Tier t1: ", result.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(result.Errors[0].ErrorDetails.RecommendedAction, result.Errors[0].Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_the_cluster_has_no_name_the_error_begins_with_the_resource()
    {
        Programs.NeedKubectl();
        var result = _engine.Run("New-PolicyTier a | Publish-Policy -KubeConfig ./nosuch");
        Assert.Equal(["ContextUnknown"], result.ErrorIds);
        Assert.StartsWith("Tier a: There is no kubeconfig", result.Errors[0].Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_prune_without_resources_does_not_hide_that_the_cluster_cannot_be_reached()
    {
        Programs.NeedKubectl();
        Unreachable();
        _folder.Write("none/readme.txt", string.Empty);
        Assert.Equal(["ServerUnreachable"], _engine.Run("Publish-Policy ./none -Owner team -Prune -KubeConfig ./config -Timeout 20").ErrorIds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-DryRun Client")]
    [InlineData("-WhatIf")]
    public void What_could_be_read_in_part_only_is_not_published(string how)
    {
        Unreachable();
        _folder.Write("mixed/a.yaml", "{apiVersion: projectcalico.org/v3, kind: Tier, metadata: {name: a}}");
        _folder.Write("mixed/b.yaml", "{apiVersion: projectcalico.org/v3, kind: Tier, metadata: {name: b");
        var result = _engine.Run($"Publish-Policy ./mixed {how} -KubeConfig ./config");
        Assert.Equal(["InvalidSyntax", "PublicationIncomplete"], result.ErrorIds);
        Assert.Contains("Nothing was sent", result.Errors[1].Exception.Message, StringComparison.Ordinal);
        Assert.NotEmpty(result.Errors[1].ErrorDetails.RecommendedAction);
        Assert.Empty(result.Output);

        Assert.Equal(["PathNotFound", "PublicationIncomplete"], _engine.Run($"Publish-Policy ./mixed/a.yaml, ./gone {how} -KubeConfig ./config").ErrorIds);
    }

    [Theory]
    [InlineData("Publish-Policy ./empty.yaml", "No resources in ./empty.yaml:")]
    [InlineData("Publish-Policy ./folder", "No resources in ./folder:")]
    [InlineData("Publish-Policy ./other.yaml, ./folder", "No resources in ./other.yaml, ./folder:")]
    [InlineData("Publish-Policy ./other.yaml -DryRun Server", "No resources in ./other.yaml:")]
    [InlineData("@() | Publish-Policy", "No resources in what was piped in:")]
    public void Nothing_to_publish_is_a_warning(string command, string expected)
    {
        Unreachable();
        _folder.Write("empty.yaml", string.Empty);
        _folder.Write("other.yaml", "{apiVersion: v1, kind: ConfigMap, metadata: {name: c}}");
        _folder.Write("folder/readme.txt", string.Empty);
        var result = _engine.Run($"{command} -KubeConfig ./config");
        Assert.Empty(result.ErrorIds);
        Assert.Empty(result.Output);
        Assert.StartsWith(expected, Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Publish-Policy ./missing", "backtick")]
    [InlineData("New-PolicyTier a | Publish-Policy -Lifeline ./missing", "backtick")]
    [InlineData("Trace-PolicyFlow a b -Snapshot ./missing", "backtick")]
    [InlineData("Import-Policy ./missing", "-LiteralPath")]
    public void A_path_that_is_not_there_is_one_error_with_advice_that_the_command_can_follow(string command, string advice)
    {
        var result = _engine.Run(command);
        Assert.Equal(["PathNotFound"], result.ErrorIds);
        Assert.Empty(result.Warnings);
        Assert.Contains(advice, result.Errors[0].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(120, @"Failed +NetworkPolicy shop/application\.orders-and-more ")]
    [InlineData(80, @"Failed +NetworkPolicy .*\n +shop/application\.orders-and-more ")]
    public void The_table_does_not_break_names(int columns, string expected)
    {
        Programs.NeedKubectl();
        Unreachable();
        Assert.Matches(expected, _engine.Printed("New-NetworkPolicy application.orders-and-more -Namespace shop -Tier application -Selector 'all()' | Publish-Policy -KubeConfig ./config -Timeout 20", columns));
    }

    [Theory]
    [InlineData("Remove-Policy app*, ../x, shop/web -Kind NetworkPolicy -Namespace shop", "InvalidName InvalidName InvalidName")]
    [InlineData("New-PolicyTier a | Remove-Policy", "ServerUnreachable")]
    [InlineData("Remove-Policy web -Kind GlobalNetworkPolicy -Namespace shop", "NamespaceNotTaken")]
    [InlineData("Remove-Policy web, Web -Kind NetworkPolicy -Namespace shop", "InvalidName ServerUnreachable")]
    public void What_is_removed_is_named_as_it_is(string command, string errors)
    {
        Programs.NeedKubectl();
        Unreachable();
        var result = _engine.Run($"{command} -KubeConfig ./config -Timeout 20 -Confirm:$false");
        Assert.Equal(errors.Split(' '), result.ErrorIds);
        Assert.All(result.Errors, error => Assert.NotEmpty(error.ErrorDetails.RecommendedAction));
        Assert.Equal(errors.Contains("Unreachable", StringComparison.Ordinal) ? 1 : 0, result.Output.Count);
    }

    [Fact]
    public void No_cluster_is_left_alone_where_there_is_no_later_one()
    {
        Programs.NeedKubectl();
        Unreachable();
        var result = _engine.Run("New-PolicyTier a | Publish-Policy -Context gone, gone -Wave 1 -KubeConfig ./config -Timeout 20");
        Assert.Equal("Failed", StatusOf(Assert.Single(result.Output)));
        Assert.Empty(result.Warnings);
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

    private static string? StatusOf(PSObject result) => result.Properties["Status"].Value.ToString();

    private void Unreachable() => _folder.Write("config", """
        apiVersion: v1
        kind: Config
        clusters: [{name: c, cluster: {server: 'https://127.0.0.1:9'}}]
        users: [{name: u, user: {token: t}}]
        contexts: [{name: gone, context: {cluster: c, user: u}}]
        current-context: gone
        """);

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }
}
