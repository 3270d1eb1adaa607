using CalicoPolicy.Tests.Engine;

namespace CalicoPolicy.Tests.Commands;

public sealed class AddPolicyRuleTests : IDisposable
{
    private const string Start = "$p = New-NetworkPolicy p shop -Ingress (New-PolicyRule Allow TCP), (New-PolicyRule Allow UDP); ";

    private readonly PolicyEngine _engine = new();

    [Theory]
    [InlineData("", "Allow TCP,Allow UDP,Log ,Deny ")]
    [InlineData("-Index 0", "Log ,Deny ,Allow TCP,Allow UDP")]
    [InlineData("-Index 1", "Allow TCP,Log ,Deny ,Allow UDP")]
    [InlineData("-Index 2", "Allow TCP,Allow UDP,Log ,Deny ")]
    public void Rules_go_where_the_index_says(string index, string expected) => Assert.Equal(
        expected,
        _engine.Text(Start + $"@($p | Add-PolicyRule Ingress (New-PolicyRule Log), (New-PolicyRule Deny) {index} | ForEach-Object Ingress | ForEach-Object {{ \"$($_.Action) $($_.Protocol)\" }}) -join ','"));

    [Fact]
    public void The_given_policy_stays_as_it_is() =>
        Assert.Equal(["3", "2"], _engine.Texts(Start + "$q = $p | Add-PolicyRule Ingress (New-PolicyRule Deny); $q.Ingress.Count; $p.Ingress.Count"));

    [Fact]
    public void A_direction_that_was_not_governed_is_added_with_a_warning()
    {
        var result = _engine.Run(Start + "$p | Add-PolicyRule Egress (New-PolicyRule Deny) | ForEach-Object { $_.Types -join ',' }");
        Assert.Equal(["Ingress,Egress"], result.Texts);
        Assert.Contains("NetworkPolicy shop/p", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Empty(_engine.Run(Start + "$p | Add-PolicyRule Ingress (New-PolicyRule Deny)").Warnings);
    }

    [Fact]
    public void An_index_that_is_too_large_is_an_error_and_the_other_policies_come_out()
    {
        var result = _engine.Run(Start + "(New-NetworkPolicy short), $p | Add-PolicyRule Ingress (New-PolicyRule Deny) -Index 2 | ForEach-Object Name");
        Assert.Equal(["p"], result.Texts);
        Assert.Equal(["RuleIndexOutOfRange"], result.ErrorIds);
        Assert.Equal("NetworkPolicy short has 0 Ingress rules: there is no place 2.", result.Errors[0].ToString());
        Assert.NotEmpty(result.Errors[0].ErrorDetails.RecommendedAction);
    }

    [Theory]
    [InlineData("New-GlobalNetworkPolicy p", "GlobalNetworkPolicy")]
    [InlineData("New-NetworkPolicy p -Staged", "StagedNetworkPolicy")]
    [InlineData("New-GlobalNetworkPolicy p -Staged", "StagedGlobalNetworkPolicy")]
    public void Every_kind_stays_its_kind(string policy, string kind) =>
        Assert.Equal([kind, "1"], _engine.Texts($"$q = {policy} | Add-PolicyRule Ingress (New-PolicyRule Deny); $q.Kind; $q.Ingress.Count"));

    [Fact]
    public void A_rule_that_Calico_would_reject_is_an_error_and_nothing_comes_out()
    {
        var result = _engine.Run(Start + "$p | Add-PolicyRule Ingress (New-PolicyRule Allow -Destination @{ Domain = 'example.com' })");
        Assert.Empty(result.Output);
        Assert.Equal(["InvalidResource"], result.ErrorIds);
    }

    [Fact]
    public void What_is_no_policy_of_Calico_is_refused_and_the_others_come_out()
    {
        var result = _engine.Run(Start + "(New-PolicyTier t), $p | Add-PolicyRule Ingress (New-PolicyRule Deny)");
        Assert.Single(result.Output);
        Assert.Single(result.Errors);
    }

    [Fact]
    public void Where_a_policy_came_from_is_kept()
    {
        using var folder = new TestFolder();
        var path = folder.Write("p.yaml", "apiVersion: projectcalico.org/v3\nkind: NetworkPolicy\nmetadata:\n  name: p\n");
        Assert.Equal(path, _engine.Text("(Import-Policy $args[0] | Add-PolicyRule Ingress (New-PolicyRule Deny)).Location.File", path));
        Assert.Equal("1", _engine.Text("(Import-Policy $args[0] | Add-PolicyRule Ingress (New-PolicyRule Deny)).Origins.Count", path));
    }

    [Fact]
    public void Tab_offers_directions() => Assert.Equal(["Egress", "Ingress"], _engine.Completions("Add-PolicyRule ").Order(StringComparer.Ordinal));

    public void Dispose() => _engine.Dispose();
}
