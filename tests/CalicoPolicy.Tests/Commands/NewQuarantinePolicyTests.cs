using CalicoPolicy.Tests.Engine;

namespace CalicoPolicy.Tests.Commands;

public sealed class NewQuarantinePolicyTests : IDisposable
{
    private readonly PolicyEngine _engine = new();

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void A_tier_and_a_policy_come_out() => Assert.Equal(
        ["Tier quarantine 10", "GlobalNetworkPolicy quarantine.quarantine 0", "Deny | Deny"],
        _engine.Texts("$p = New-QuarantinePolicy; $p | ForEach-Object { \"$($_.Kind) $($_.Name) $($_.Order)\" }; \"$($p[1].Ingress.Action) | $($p[1].Egress.Action)\""));

    [Theory]
    [InlineData("")]
    [InlineData("-Log -AllowFrom 10.0.0.5, fd00::1, \"app == 'forensics'\"")]
    [InlineData("jail -Order 5 -Label state=isolated")]
    public void The_checks_find_nothing(string arguments) => Assert.Equal(
        ["True", "True"], _engine.Texts($"$p = New-QuarantinePolicy {arguments}; $p | Test-Policy -Quiet; $p | Test-PolicyEfficiency -Quiet"));

    [Theory]
    [InlineData("10.0.0.5", "nets 10.0.0.5/32")]
    [InlineData("10.1.0.0/16, 10.0.0.5", "nets 10.1.0.0/16,10.0.0.5/32")]
    [InlineData("\"app == 'x'\"", "app == 'x'")]
    [InlineData("@{ Net = '10.0.0.0/8'; NotNet = '10.5.0.0/16' }", "nets 10.0.0.0/8; not nets 10.5.0.0/16")]
    [InlineData("(New-PolicyPeer -Selector \"app == 'x'\" -NamespaceSelector \"team == 'sec'\")", "app == 'x'; namespaces team == 'sec'")]
    public void Peers_are_addresses_selectors_tables_or_objects(string peer, string expected) =>
        Assert.Equal([expected, "any"], _engine.Texts($"(New-QuarantinePolicy -AllowFrom {peer})[1].Ingress.Source | ForEach-Object {{ \"$_\" }}"));

    [Theory]
    [InlineData("@{ state = 'isolated' }", "state == 'isolated'")]
    [InlineData("state=isolated", "state == 'isolated'")]
    [InlineData("@{ quarantine = $true }", "quarantine == 'true'")]
    public void The_label_is_a_pair(string label, string expected) => Assert.Equal(expected, _engine.Text($"(New-QuarantinePolicy -Label {label})[1].Selector"));

    [Theory]
    [InlineData("10.9.0.0/240")]
    [InlineData("10.9.0.")]
    [InlineData("fd00::/129")]
    public void What_is_meant_as_a_block_and_is_none_is_no_selector_either(string peer)
    {
        var error = _engine.Error($"New-QuarantinePolicy -AllowFrom {peer}");
        Assert.StartsWith("ParameterArgumentTransformationError", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains($"'{peer}' is neither an address nor a block", error.Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-Label @{ a = 1; b = 2 }", "ParameterArgumentTransformationError")]
    [InlineData("-Label @{}", "ParameterArgumentTransformationError")]
    [InlineData("-Label nope", "ParameterArgumentTransformationError")]
    [InlineData("-AllowFrom 'a = b'", "ParameterArgumentTransformationError")]
    [InlineData("-AllowFrom 5", "ParameterArgumentTransformationError")]
    [InlineData("-AllowFrom @{ Net = '10.0.0.5/32'; Port = 22 }", "QuarantineInvalid")]
    [InlineData("-Tier default", "QuarantineInvalid")]
    [InlineData("-Label 'a b=c'", "QuarantineInvalid")]
    public void What_cannot_be_is_refused(string arguments, string id)
    {
        var result = _engine.Run($"New-QuarantinePolicy {arguments}");
        Assert.Empty(result.Output);
        Assert.Equal([id], result.ErrorIds);
    }
}
