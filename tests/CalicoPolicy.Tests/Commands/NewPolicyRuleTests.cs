using CalicoPolicy.Tests.Engine;

namespace CalicoPolicy.Tests.Commands;

public sealed class NewPolicyRuleTests : IDisposable
{
    private readonly PolicyEngine _engine = new();

    [Fact]
    public void A_peer_is_the_same_as_object_hashtable_and_text()
    {
        Assert.Equal("True", _engine.Text("""(New-PolicyRule Allow -Source "a == 'b'") -eq (New-PolicyRule Allow -Source @{ selector = "a == 'b'" })"""));
        Assert.Equal("True", _engine.Text("""(New-PolicyRule Allow -Source "a == 'b'") -eq (New-PolicyRule Allow -Source (New-PolicyPeer "a == 'b'"))"""));
        Assert.Equal("False", _engine.Text("""(New-PolicyRule Allow -Source "a == 'b'") -eq (New-PolicyRule Allow -Destination "a == 'b'")"""));
    }

    [Fact]
    public void A_hashtable_takes_numbers_texts_and_lists() => Assert.Equal(
        ["80,8000:8099,http", "10.0.0.0/8", "443"],
        _engine.Texts("""
            $d = (New-PolicyRule Allow TCP -Destination @{ Port = 80, '8000:8099', 'http'; NET = '10.0.0.0/8'; NotPort = 443 }).Destination
            $d.Ports -join ','; "$($d.Nets)"; "$($d.NotPorts)"
            """));

    [Fact]
    public void A_key_that_is_none_is_refused_with_those_that_are()
    {
        var result = _engine.Run("New-PolicyRule Allow -Source @{ Slector = 'all()' }");
        Assert.Empty(result.Output);
        Assert.Equal(["ParameterArgumentTransformationError"], result.ErrorIds);
        Assert.Contains("'Slector'", result.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Contains("ServiceAccountSelector", result.Errors[0].Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"app = 'web'\"", "Selector")]
    [InlineData("@{ NamespaceSelector = \"app = 'web'\" }", "NamespaceSelector")]
    public void A_bad_selector_in_a_peer_is_refused_with_a_caret(string peer, string field)
    {
        var message = _engine.Error($"New-PolicyRule Allow -Destination {peer}").Exception.Message;
        Assert.Contains($"{field}: ", message, StringComparison.Ordinal);
        Assert.EndsWith("\napp = 'web'\n    ^", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Something_else_than_a_peer_is_refused() =>
        Assert.Equal(["CannotConvertArgumentNoMessage"], _engine.Run("New-PolicyRule Allow -Source 5").ErrorIds);

    [Theory]
    [InlineData("tcp", "TCP")]
    [InlineData("IcmpV6", "ICMPv6")]
    [InlineData("udplite", "UDPLite")]
    [InlineData("47", "47")]
    public void Protocols_are_taken_in_any_case_and_as_numbers(string given, string expected) =>
        Assert.Equal(expected, _engine.Text($"\"$((New-PolicyRule Allow {given}).Protocol)\""));

    [Fact]
    public void Icmp_http_version_and_annotations_land_in_their_fields() => Assert.Equal(
        ["8", "0", "4", "why=test", "GET,HEAD", "/healthz", "/api/"],
        _engine.Texts("""
            $icmp = New-PolicyRule Allow ICMP -IPVersion 4 -IcmpType 8 -IcmpCode 0 -Annotation @{ why = 'test' }
            $icmp.Icmp.Type; $icmp.Icmp.Code; $icmp.IPVersion; "$($icmp.Metadata.Annotations)"
            $http = New-PolicyRule Allow TCP -HttpMethod GET, HEAD -HttpPath /healthz, '/api/*'
            $http.Http.Methods -join ','; $http.Http.Paths[0].Exact; $http.Http.Paths[1].Prefix
            """));

    [Theory]
    [InlineData("-IcmpType 255")]
    [InlineData("-IcmpCode 256")]
    [InlineData("-IPVersion 5")]
    public void Numbers_out_of_range_are_refused(string argument) =>
        Assert.Equal(["ParameterArgumentValidationError"], _engine.Run($"New-PolicyRule Allow ICMP {argument}").ErrorIds);

    [Theory]
    [InlineData("Allow -Destination @{ Port = 80 }", "destination.ports: ")]
    [InlineData("Allow TCP -IcmpType 8", "icmp: ")]
    [InlineData("Allow TCP -Source @{ Net = '10.0.0.1' }", "source.nets[0]: ")]
    [InlineData("Allow TCP -Destination @{ Port = '90:80' }", "destination.ports[0]: ")]
    public void What_no_policy_could_have_is_refused_at_once(string arguments, string start)
    {
        var result = _engine.Run($"New-PolicyRule {arguments}");
        Assert.Equal(["InvalidResource"], result.ErrorIds);
        Assert.StartsWith(start, result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void A_peer_is_checked_too() => Assert.Equal(["InvalidResource"], _engine.Run("New-PolicyPeer -Net 10.0.0.1").ErrorIds);

    [Fact]
    public void Tab_offers_actions_protocols_and_methods()
    {
        Assert.Equal(["Allow", "Deny", "Log", "Pass"], _engine.Completions("New-PolicyRule "));
        Assert.Equal(["ICMP", "ICMPv6"], _engine.Completions("New-PolicyRule Allow ic"));
        Assert.Equal(["UDP", "UDPLite"], _engine.Completions("New-PolicyRule Allow -NotProtocol u"));
        Assert.Equal(["PATCH", "POST", "PUT"], _engine.Completions("New-PolicyRule Allow TCP -HttpMethod P").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_table_shows_the_rule_on_one_line() => Assert.Matches(
        @"Action\s+Protocol\s+Source\s+Destination\n[- ]+\nAllow\s+TCP\s+app == 'a'\s+ports 8443",
        _engine.Printed("New-PolicyRule Allow TCP -Source \"app == 'a'\" -Destination @{ Port = 8443 }"));

    public void Dispose() => _engine.Dispose();
}
