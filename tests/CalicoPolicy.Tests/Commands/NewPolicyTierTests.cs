using CalicoPolicy.Tests.Engine;

namespace CalicoPolicy.Tests.Commands;

public sealed class NewPolicyTierTests : IDisposable
{
    private readonly PolicyEngine _engine = new();

    [Fact]
    public void A_tier_has_its_name_order_and_default_action() => Assert.Equal(
        ["Tier", "security", "100.5", "Pass", ""],
        _engine.Texts("$t = New-PolicyTier security 100.5 -DefaultAction Pass; $t.Kind; $t.Name; $t.Order; \"$($t.DefaultAction)\"; \"$($t.Namespace)\""));

    [Fact]
    public void What_is_not_given_is_not_written()
    {
        Assert.StartsWith("apiVersion: projectcalico.org/v3\nkind: Tier\nmetadata:\n  name: application\n", _engine.Text("New-PolicyTier application | ConvertTo-PolicyYaml"), StringComparison.Ordinal);
        Assert.DoesNotContain("defaultAction", _engine.Text("New-PolicyTier application 5 | ConvertTo-PolicyYaml"), StringComparison.Ordinal);
        Assert.Equal("Deny", _engine.Text("\"$((New-PolicyTier application).DefaultAction)\""));
    }

    [Fact]
    public void An_action_that_is_none_is_refused_with_the_choices()
    {
        var result = _engine.Run("New-PolicyTier a -DefaultAction Allow");
        Assert.Empty(result.Output);
        Assert.Contains("Deny, Pass", Assert.Single(result.Errors).Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tab_offers_tiers_and_actions()
    {
        Assert.Equal(["security"], _engine.Completions("New-PolicyTier sec"));
        Assert.Equal(["Deny", "Pass"], _engine.Completions("New-PolicyTier x -DefaultAction "));
        Assert.Contains("kube-admin", _engine.Completions("New-PolicyTier -Name "));
    }

    [Fact]
    public void The_table_shows_the_tier() => Assert.Matches(
        @"Kind\s+Namespace\s+Name\s+Tier\s+Order\s+Summary\n[- ]+\nTier\s+security\s+100\s",
        _engine.Printed("New-PolicyTier security 100"));

    public void Dispose() => _engine.Dispose();
}
