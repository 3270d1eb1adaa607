using CalicoPolicy.Tests.Engine;

namespace CalicoPolicy.Tests.Commands;

public sealed class RemovePolicyRuleTests : IDisposable
{
    private const string Start = "$p = New-NetworkPolicy p shop -Ingress (New-PolicyRule Allow TCP), (New-PolicyRule Allow UDP), (New-PolicyRule Log), (New-PolicyRule Allow TCP); ";
    private const string Actions = " | ForEach-Object Ingress | ForEach-Object { \"$($_.Action) $($_.Protocol)\".Trim() }) -join ','";

    private readonly PolicyEngine _engine = new();

    [Theory]
    [InlineData("0", "Allow UDP,Log,Allow TCP")]
    [InlineData("-Index 3", "Allow TCP,Allow UDP,Log")]
    [InlineData("3, 0, 0", "Allow UDP,Log")]
    [InlineData("(0..3)", "")]
    [InlineData("-Rule (New-PolicyRule Allow TCP)", "Allow UDP,Log")]
    [InlineData("-Rule (New-PolicyRule Log), $p.Ingress[1]", "Allow TCP,Allow TCP")]
    public void Rules_go_by_place_or_by_content(string which, string expected) =>
        Assert.Equal(expected, _engine.Text(Start + "@($p | Remove-PolicyRule Ingress " + which + Actions));

    [Fact]
    public void The_given_policy_stays_as_it_is() =>
        Assert.Equal(["3", "4"], _engine.Texts(Start + "$q = $p | Remove-PolicyRule Ingress 0; $q.Ingress.Count; $p.Ingress.Count"));

    [Fact]
    public void A_direction_that_was_governed_by_its_rules_alone_stays_governed_with_a_warning()
    {
        const string Undeclared = "$p = New-NetworkPolicy p shop -Egress (New-PolicyRule Deny) | Edit-Policy -Type $null; ";
        var result = _engine.Run(Undeclared + "$q = $p | Remove-PolicyRule Egress 0; $p.DeclaredTypes.Count; $q.DeclaredTypes -join ','");
        Assert.Equal(["0", "Egress"], result.Texts);
        Assert.Contains("NetworkPolicy shop/p has no Egress rules left", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Empty(_engine.Run(Start + "$p | Remove-PolicyRule Ingress (0..3)").Warnings);
    }

    [Theory]
    [InlineData("Ingress 4, 1, 9", "RuleIndexOutOfRange", "NetworkPolicy shop/p has 4 Ingress rules: there is no rule 4, 9.")]
    [InlineData("Egress 0", "RuleIndexOutOfRange", "NetworkPolicy shop/p has 0 Egress rules: there is no rule 0.")]
    [InlineData("Ingress -Rule (New-PolicyRule Log), (New-PolicyRule Deny)", "RuleNotFound", "NetworkPolicy shop/p has no Ingress rule 'Deny from any to any' of just this content.")]
    public void A_rule_that_is_not_there_is_an_error_and_nothing_comes_out(string which, string id, string message)
    {
        var result = _engine.Run(Start + "$p | Remove-PolicyRule " + which);
        Assert.Empty(result.Output);
        Assert.Equal([id], result.ErrorIds);
        Assert.Equal(message, result.Errors[0].ToString());
        Assert.NotEmpty(result.Errors[0].ErrorDetails.RecommendedAction);
    }

    [Fact]
    public void The_other_policies_come_out() =>
        Assert.Equal(["p"], _engine.Run(Start + "(New-GlobalNetworkPolicy short -Staged), $p | Remove-PolicyRule Ingress 2 | ForEach-Object Name").Texts);

    [Theory]
    [InlineData("New-GlobalNetworkPolicy p", "GlobalNetworkPolicy")]
    [InlineData("New-NetworkPolicy p -Staged", "StagedNetworkPolicy")]
    [InlineData("New-GlobalNetworkPolicy p -Staged", "StagedGlobalNetworkPolicy")]
    public void Every_kind_stays_its_kind(string policy, string kind) =>
        Assert.Equal([kind, "0"], _engine.Texts($"$q = {policy} -Ingress (New-PolicyRule Deny) | Remove-PolicyRule Ingress 0; $q.Kind; $q.Ingress.Count"));

    public void Dispose() => _engine.Dispose();
}
