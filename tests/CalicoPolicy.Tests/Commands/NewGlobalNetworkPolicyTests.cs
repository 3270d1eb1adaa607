using CalicoPolicy.Tests.Engine;

namespace CalicoPolicy.Tests.Commands;

public sealed class NewGlobalNetworkPolicyTests : IDisposable
{
    private readonly PolicyEngine _engine = new();

    [Fact]
    public void Every_argument_of_its_own_lands_in_its_field() => Assert.Equal(
        ["security", "1.5", "has(host)", "has(team)", "True", "True", "Ingress"],
        _engine.Texts("""
            $p = New-GlobalNetworkPolicy security.hosts -Tier security -Order 1.5 -Selector 'has(host)' -NamespaceSelector 'has(team)' `
                -DoNotTrack -ApplyOnForward
            $p.Tier; $p.Order; $p.Selector; $p.NamespaceSelector; $p.DoNotTrack; $p.ApplyOnForward; "$($p.Types)"
            """));

    [Fact]
    public void Switches_that_are_not_given_are_not_written()
    {
        var yaml = _engine.Text("New-GlobalNetworkPolicy p -DoNotTrack:$false | ConvertTo-PolicyYaml");
        Assert.DoesNotContain("doNotTrack", yaml, StringComparison.Ordinal);
        Assert.DoesNotContain("preDNAT", yaml, StringComparison.Ordinal);
        Assert.Contains("preDNAT: true", _engine.Text("New-GlobalNetworkPolicy p -PreDnat -ApplyOnForward | ConvertTo-PolicyYaml"), StringComparison.Ordinal);
    }

    [Fact]
    public void Staged_gives_the_staged_kind() =>
        Assert.Equal(["StagedGlobalNetworkPolicy", "Set"], _engine.Texts("$p = New-GlobalNetworkPolicy p -StagedAction Set; $p.Kind; \"$($p.StagedAction)\""));

    [Fact]
    public void A_bad_namespace_selector_is_refused_with_a_caret() => Assert.EndsWith(
        "\nname in ['a']\n        ^",
        _engine.Error("New-GlobalNetworkPolicy p -NamespaceSelector \"name in ['a']\"").Exception.Message,
        StringComparison.Ordinal);

    [Fact]
    public void It_has_no_namespace() =>
        Assert.DoesNotContain("Namespace", ModuleSurface.ParameterNames(ModuleSurface.Cmdlet("New-GlobalNetworkPolicy")));

    [Fact]
    public void The_table_shows_tier_order_and_whom_it_selects() => Assert.Matches(
        @"GlobalNetworkPolicy\s+p\s+security\s+10\s+.*has\(host\)",
        _engine.Printed("New-GlobalNetworkPolicy p -Tier security -Order 10 -Selector 'has(host)'"));

    public void Dispose() => _engine.Dispose();
}
