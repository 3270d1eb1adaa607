using CalicoPolicy.Tests.Engine;

namespace CalicoPolicy.Tests.Commands;

public sealed class GetPolicyEfficiencyRuleTests : IDisposable
{
    private readonly PolicyEngine _engine = new();

    [Fact]
    public void All_rules_come_by_id_with_the_cmdlet_that_emits_them()
    {
        var rules = _engine.Texts("Get-PolicyEfficiencyRule | ForEach-Object { \"$($_.Id) $($_.Cmdlet)\" }");
        Assert.Equal(rules.Order(StringComparer.Ordinal), rules);
        Assert.Contains("CP1005 Test-PolicyEfficiency", rules);
        Assert.Contains("CP3001 Test-Policy", rules);
    }

    [Theory]
    [InlineData("CP1005", "CP1005")]
    [InlineData("cp300?", "CP3001")]
    [InlineData("OwnSide*", "CP1005")]
    [InlineData("x, CP1005 -ErrorAction SilentlyContinue", "CP1005")]
    public void Ids_and_names_with_wildcards_find_rules(string argument, string expected) =>
        Assert.Contains(expected, _engine.Texts($"(Get-PolicyEfficiencyRule {argument}).Id"));

    [Fact]
    public void Findings_bind_by_their_rule() => Assert.Equal(
        ["CP3001"], _engine.Texts("(New-NetworkPolicy p | Test-Policy); [pscustomobject]@{ RuleId = 'CP3001' } | Get-PolicyEfficiencyRule | ForEach-Object Id"));

    [Fact]
    public void A_rule_that_is_not_there_is_an_error_and_a_pattern_without_hits_is_none()
    {
        Assert.Equal(["RuleUnknown"], _engine.Run("Get-PolicyEfficiencyRule CP9999").ErrorIds);
        Assert.Empty(_engine.Run("Get-PolicyEfficiencyRule CP99*").ErrorIds);
    }

    [Fact]
    public void Tab_offers_ids() => Assert.Contains("CP1005", _engine.Completions("Get-PolicyEfficiencyRule CP10"));

    public void Dispose() => _engine.Dispose();
}
