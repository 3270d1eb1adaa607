using CalicoPolicy.Tests.Engine;

namespace CalicoPolicy.Tests.Commands;

public sealed class NewHostEndpointTests : IDisposable
{
    private readonly PolicyEngine _engine = new();

    [Fact]
    public void The_yaml_has_all_that_was_given() => Assert.Equal(
        """
        apiVersion: projectcalico.org/v3
        kind: HostEndpoint
        metadata:
          name: node-1-eth0
          labels:
            role: node
        spec:
          node: node-1
          interfaceName: eth0
          expectedIPs:
          - '192.0.2.1'
          - '2001:db8::1'
          profiles:
          - projectcalico-default-allow
          ports:
          - name: metrics
            protocol: TCP
            port: 9100
          - name: dns
            protocol: UDP
            port: 53

        """,
        _engine.Text("""
            New-HostEndpoint node-1-eth0 node-1 -InterfaceName eth0 -ExpectedIP 192.0.2.1, 2001:db8::1 -Label @{ role = 'node' } `
                -Profile projectcalico-default-allow -Port metrics:tcp:9100, @{ name = 'dns'; protocol = 'UDP'; port = 53 } | ConvertTo-PolicyYaml
            """));

    [Theory]
    [InlineData("a:TCP:80", "a TCP 80")]
    [InlineData("'a:TCP:80', 'b:sctp:81'", "a TCP 80|b SCTP 81")]
    [InlineData("@{ Name = 'a'; Protocol = 'SCTP'; Port = '80' }", "a SCTP 80")]
    [InlineData("(New-HostEndpoint x n -InterfaceName e -Port a:TCP:80, b:UDP:1).Ports", "a TCP 80|b UDP 1")]
    [InlineData("(New-HostEndpoint x n -InterfaceName e -Port a:TCP:80).Ports[0]", "a TCP 80")]
    public void Ports_are_given_as_text_tables_or_objects(string port, string expected) => Assert.Equal(
        expected, _engine.Text($"((New-HostEndpoint h n -InterfaceName '*' -Port {port}).Ports | ForEach-Object {{ \"$($_.Name) $($_.Protocol) $($_.Port)\" }}) -join '|'"));

    [Theory]
    [InlineData("80")]
    [InlineData("a:80")]
    [InlineData("a:TCP:80:81")]
    [InlineData("a:TCP:http")]
    [InlineData("':TCP:80'")]
    [InlineData("a::80")]
    [InlineData("@{ Name = 'a'; Port = 80 }")]
    [InlineData("@{ Name = 'a'; Protocol = 'TCP'; Port = 80; Node = 'n' }")]
    [InlineData("a:TCP:80, 81")]
    public void What_is_no_port_is_refused_with_the_form(string port)
    {
        var error = _engine.Error($"New-HostEndpoint h n -InterfaceName '*' -Port {port}");
        Assert.StartsWith("ParameterArgumentTransformationError,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Matches("name:protocol:number|Name, Protocol, Port", error.Exception.Message);
    }

    [Fact]
    public void Node_and_name_are_asked_for()
    {
        Assert.Equal(
            ["Name", "Node"],
            _engine.Texts("(Get-Command New-HostEndpoint).Parameters.Values | Where-Object { $_.Attributes.Where{ $_ -is [Parameter] }.Mandatory -eq $true } | ForEach-Object Name").Order(StringComparer.Ordinal));
        Assert.Equal(["projectcalico-default-allow"], _engine.Completions("New-HostEndpoint h n -Profile p"));
    }

    [Fact]
    public void Interfaces_and_addresses_that_are_not_given_are_not_written()
    {
        var text = _engine.Text("New-HostEndpoint h n -ExpectedIP 192.0.2.1 | ConvertTo-PolicyYaml");
        Assert.DoesNotContain("interfaceName", text, StringComparison.Ordinal);
        Assert.DoesNotContain("ports", text, StringComparison.Ordinal);
        Assert.DoesNotContain("expectedIPs", _engine.Text("New-HostEndpoint h n -InterfaceName eth0 | ConvertTo-PolicyYaml"), StringComparison.Ordinal);
    }

    public void Dispose() => _engine.Dispose();
}
