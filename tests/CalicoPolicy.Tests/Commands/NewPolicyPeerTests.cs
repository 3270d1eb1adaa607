using CalicoPolicy.Tests.Engine;

namespace CalicoPolicy.Tests.Commands;

public sealed class NewPolicyPeerTests : IDisposable
{
    private readonly PolicyEngine _engine = new();

    [Fact]
    public void Every_criterion_lands_in_its_field() => Assert.Equal(
        [
            "10.0.0.0/8", "10.1.0.0/16", "a == 'b'", "d == 'e'", "has(c)", "80,8000:8099,http", "81", "web", "has(f)",
            "kube-dns", "kube-system", "a.example.com",
        ],
        _engine.Texts("""
            $p = New-PolicyPeer "a == 'b'" -NotSelector "d == 'e'" -NamespaceSelector 'has(c)' -Net 10.0.0.0/8 -NotNet 10.1.0.0/16 `
                -Port 80, '8000:8099', http -NotPort 81 -ServiceAccount web -ServiceAccountSelector 'has(f)'
            "$($p.Nets)"; "$($p.NotNets)"; $p.Selector; $p.NotSelector; $p.NamespaceSelector; $p.Ports -join ','; "$($p.NotPorts)"
            "$($p.ServiceAccounts.Names)"; $p.ServiceAccounts.Selector
            $s = New-PolicyPeer -Service kube-dns -ServiceNamespace kube-system
            $s.Services.Name; $s.Services.Namespace
            "$((New-PolicyPeer -Domain a.example.com).Domains)"
            """));

    [Theory]
    [InlineData("Selector")]
    [InlineData("NotSelector")]
    [InlineData("NamespaceSelector")]
    [InlineData("ServiceAccountSelector")]
    public void A_bad_selector_is_refused_with_a_caret_under_the_place(string parameter)
    {
        var result = _engine.Run($"New-PolicyPeer -{parameter} \"app = 'web'\"");
        Assert.Empty(result.Output);
        Assert.Equal(["ParameterArgumentValidationError"], result.ErrorIds);
        Assert.EndsWith("\napp = 'web'\n    ^", result.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Contains($"'{parameter}'", result.Errors[0].Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_peer_without_criteria_is_anyone() => Assert.Equal("any", _engine.Text("\"$(New-PolicyPeer)\""));

    [Fact]
    public void The_table_shows_the_peer_and_its_ports() =>
        Assert.Matches(@"Peer\s+Ports\n-+\s+-+\napp == 'a'.*80,443", _engine.Printed("New-PolicyPeer \"app == 'a'\" -Port 80, 443"));

    public void Dispose() => _engine.Dispose();
}
