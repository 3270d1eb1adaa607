using CalicoPolicy.Tests.Engine;
using CalicoPolicy.Tests.Shared;

namespace CalicoPolicy.Tests.Commands;

public sealed class TracePolicyFlowTests : IDisposable
{
    private readonly PolicyEngine _engine = new(Repository.Path("docs", "examples"));

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData("-Snapshot ./shop")]
    [InlineData("-Snapshot (Import-PolicySnapshot ./shop -Recurse)")]
    [InlineData("-Snapshot (Import-Policy ./shop -Recurse)")]
    [InlineData("-Snapshot ([IO.DirectoryInfo]\"$pwd/shop\")")]
    public void A_snapshot_is_an_object_or_a_path(string snapshot) =>
        Assert.Equal("Allow", _engine.Text($"(Trace-PolicyFlow shop/orders data/orders-db 5432 {snapshot}).Verdict"));

    [Fact]
    public void The_session_can_have_a_snapshot() => Assert.Equal(
        "Allow", _engine.Text("$PSDefaultParameterValues = @{ '*:Snapshot' = './shop' }; (Trace-PolicyFlow shop/orders data/orders-db 5432).Verdict"));

    [Fact]
    public void Without_a_snapshot_there_is_nothing_to_ask()
    {
        var result = _engine.Run("Trace-PolicyFlow shop/orders data/orders-db 5432");
        Assert.Equal(["SnapshotMissing"], result.ErrorIds);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void The_flat_properties_name_tier_policy_rule_file_and_line() => Assert.Equal(
        "application shop/application.orders egress[1] shop.yaml 114 application data/application.orders-db ingress[0] data.yaml 13",
        _engine.Text("$a = Trace-PolicyFlow shop/orders data/orders-db 5432 -Snapshot ./shop; \"$($a.EgressTier) $($a.EgressPolicy) $($a.EgressRule) $([IO.Path]::GetFileName($a.EgressFile)) $($a.EgressLine) $($a.IngressTier) $($a.IngressPolicy) $($a.IngressRule) $([IO.Path]::GetFileName($a.IngressFile)) $($a.IngressLine)\""));

    [Fact]
    public void Records_of_text_with_empty_cells_are_flows() => Assert.Equal(
        ["shop/orders -> svc/data/orders-db TCP/5432: Allow", "shop/web -> kube-system/coredns UDP/53: Allow", "edge/gateway -> shop/web ICMP: Deny"],
        _engine.Texts("""
            $empty = @{ Protocol = ''; Port = ''; SourcePort = ''; IcmpType = ''; Node = '' }
            @{ Source = 'shop/orders'; Destination = 'svc/data/orders-db'; Port = '5432' },
            @{ Source = 'shop/web'; Destination = 'kube-system/coredns'; Protocol = 'udp'; Port = '53'; SourcePort = '40000' },
            @{ Source = 'edge/gateway'; Destination = 'shop/web'; Protocol = 'icmp'; IcmpType = '8' } | ForEach-Object {
                $record = $empty.Clone()
                foreach ($key in $_.Keys) { $record[$key] = $_[$key] }
                [pscustomobject]$record
            } | Trace-PolicyFlow -Snapshot ./shop | ForEach-Object { "$_" }
            """));

    [Fact]
    public void A_destination_port_of_a_record_is_the_port() => Assert.Equal(
        "Allow", _engine.Text("([pscustomobject]@{ Source = 'shop/orders'; Destination = 'data/orders-db'; DestinationPort = 5432 } | Trace-PolicyFlow -Snapshot ./shop).Verdict"));

    [Fact]
    public void One_bad_flow_does_not_stop_the_others()
    {
        var result = _engine.Run("""
            'shop/wrong', 'shop/orders', '10.0.0.0/8', 'orders' | ForEach-Object { [pscustomobject]@{ Source = $_; Destination = 'data/orders-db'; Port = 5432 } } |
                Trace-PolicyFlow -Snapshot ./shop | ForEach-Object Source
            """);
        Assert.Equal(["shop/orders"], result.Texts);
        Assert.Equal(["FlowEndNotFound", "FlowImpossible", "FlowEndNotFound"], result.ErrorIds);
        Assert.All(result.Errors, error => Assert.NotEmpty(error.ErrorDetails.RecommendedAction));
        Assert.EndsWith("Did you mean shop/orders?", result.Errors[2].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_without_a_namespace_is_one_of_Namespace() => Assert.Equal(
        "Allow", _engine.Text("(Trace-PolicyFlow orders data/orders-db 5432 -Namespace shop -Snapshot ./shop).Verdict"));

    [Fact]
    public void Policies_are_laid_over_or_take_the_place_of_all()
    {
        const string Deny = "$deny = New-NetworkPolicy application.orders-db -Namespace data -Tier application -Selector \"app == 'orders-db'\" -Type Ingress;";
        Assert.Equal("Deny", _engine.Text(Deny + "(Trace-PolicyFlow shop/orders data/orders-db 5432 -Policy $deny -Snapshot ./shop).Verdict"));
        Assert.Equal("Allow", _engine.Text(Deny + "(Trace-PolicyFlow shop/web data/cache 1 -Policy $deny -ReplacePolicy -Snapshot ./shop).Verdict"));
    }

    [Fact]
    public void Each_of_several_snapshots_answers() => Assert.Equal(
        ["Allow", "Allow"], _engine.Texts("$s = Import-PolicySnapshot ./shop -Recurse; (Trace-PolicyFlow shop/orders data/orders-db 5432 -Snapshot $s, $s).Verdict"));

    [Fact]
    public void A_suggested_change_comes_with_its_text_which_reads_back() => Assert.Equal(
        ["Rule", "NetworkPolicy shop/application.web", "NetworkPolicy data/application.orders-db"],
        _engine.Texts("$c = @((Trace-PolicyFlow shop/web data/orders-db 5432 -SuggestChange -Snapshot ./shop).SuggestedChanges)[0]; $c.Kind; $c.Text | ConvertFrom-PolicyYaml | ForEach-Object { \"$_\" }"));

    [Fact]
    public void Each_suggested_change_is_taken_as_a_policy_to_lay_over() => Assert.Equal(
        ["Allow"], _engine.Texts("$a = Trace-PolicyFlow shop/web data/orders-db 5432 -SuggestChange -Snapshot ./shop; foreach ($c in $a.SuggestedChanges) { (Trace-PolicyFlow shop/web data/orders-db 5432 -Policy $c.Resources -Snapshot ./shop).Verdict }"));

    [Fact]
    public void Without_SuggestChange_nothing_is_looked_for() =>
        Assert.Equal("0", _engine.Text("(Trace-PolicyFlow shop/web data/orders-db 5432 -Snapshot ./shop).SuggestedChanges.Count"));

    [Fact]
    public void The_table_fits_eighty_columns()
    {
        var printed = _engine.Printed("Trace-PolicyFlow payments/fraud svc/data/orders-db 5432 -Snapshot ./shop", columns: 80);
        Assert.Matches(@"payments/fraud +svc/data/orders-db +TCP/5432 +Deny +Allow +egress end of", printed);
        Assert.All(printed.Split('\n'), line => Assert.True(line.Length <= 80, line));
    }

    [Fact]
    public void The_script_of_the_examples_answers_its_questions()
    {
        var printed = _engine.Printed("& ./explain.ps1", columns: 120);
        Assert.Contains("Deny at the end of tier application (shop/application.web)", printed, StringComparison.Ordinal);
        Assert.Matches(@"shop/web +data/orders-db +TCP/5432 +Allow", printed);
        Assert.Matches(@"shop/orders,[^\n]+TCP/5432[^\n]*\n *shop/worker", printed);
        Assert.Matches(@"payments/fraud +data/orders-db +Gained +TCP/5432", printed);
        Assert.Matches(@"shop/worker +data/orders-db +Lost +TCP/5432", printed);
    }
}
