using CalicoPolicy.Core.Efficiency.Settings;
using CalicoPolicy.Core.Publishing.Guard;
using CalicoPolicy.Tests.Shared;
using CalicoPolicy.Yaml;

namespace CalicoPolicy.Core.Tests.Publishing.Guard;

public class LifelineReaderTests
{
    [Fact]
    public void All_that_a_file_can_say_is_read()
    {
        var file = Read("""
            flows:
              - name: backup
                from: {namespace: backup, selector: app == 'velero'}
                to: {cidr: 10.9.0.0/24}
                port: 443
              - name: syslog
                from: {host: w-1}
                to: {selector: app == 'syslog'}
                protocol: udp
                port: 514
            addresses:
              dns-upstream: [10.0.0.2, 'fd00::2']
              host-ssh: [10.1.0.0/16]
            """);
        Assert.Equal(["backup: pods app == 'velero' of backup -> 10.9.0.0/24 TCP/443", "syslog: host w-1 -> pods app == 'syslog' UDP/514"], file.Flows.Select(flow => flow.ToString()));
        Assert.Equal(["dns-upstream 10.0.0.2/32 fd00::2/128", "host-ssh 10.1.0.0/16"], file.Addresses.Select(given => $"{given.Family} {string.Join(' ', given.Blocks)}"));
        var options = file.Under(new() { Allowed = ["dns"] });
        Assert.Equal((2, 2, 1), (options.OwnFlows.Count, options.Addresses.Count, options.Allowed.Count));
    }

    [Theory]
    [InlineData("")]
    [InlineData("~")]
    [InlineData("{}")]
    [InlineData("flows: []")]
    public void A_file_may_say_nothing(string text) => Assert.Equal(new LifelineFile(), Read(text));

    [Theory]
    [InlineData("[]", "1:1 The file is a list. Write a map of flows and addresses.")]
    [InlineData("flow: []", "1:1 A lifelines file has no 'flow'. Known here: flows, addresses.")]
    [InlineData("flows: {}", "1:8 flows is a map. Write a list of flows, each with name, from, to, protocol and port.")]
    [InlineData("flows: [web]", "1:9 A flow is 'web'. Write a map of name, from, to, protocol, port.")]
    [InlineData("flows:\n- {name: Web, from: {host: a}, to: {host: b}, port: 1}", "2:10 name is 'Web'. Write lower-case letters, digits and -, up to 63 of them.")]
    [InlineData("flows:\n- {name: a, from: {host: a}, to: {host: b}, port: 0}", "2:51 port is '0'. Write a number from 1 to 65535.")]
    [InlineData("flows:\n- {name: a, from: {host: a}, to: {host: b}, port: http}", "2:51 port is 'http'. Write a number from 1 to 65535.")]
    [InlineData("flows:\n- {name: a, from: {host: a}, to: {host: b}, port: 1, protocol: ICMP}", "2:64 protocol is 'ICMP'. Write TCP, UDP or SCTP.")]
    [InlineData("flows:\n- {name: a, from: {host: a}, to: {host: b}}", "2:3 The flow has no port. Write name, from, to, protocol, port.")]
    [InlineData("flows:\n- {name: a, from: {}, to: {host: b}, port: 1}", "2:19 from is a map. Write a map of namespace and selector, or of cidr, or of host.")]
    [InlineData("flows:\n- {name: a, from: {cidr: 10.0.0.0/33}, to: {host: b}, port: 1}", "2:26 '10.0.0.0/33' is no address and no block of addresses.")]
    [InlineData("flows:\n- {name: a, from: {selector: app = web}, to: {host: b}, port: 1}", "2:30 'app = web' is no selector, such as app == 'web'.")]
    [InlineData("flows:\n- {name: a, from: {ns: web}, to: {host: b}, port: 1}", "2:20 from has no 'ns'. Known here: namespace, selector, cidr, host.")]
    [InlineData("flows:\n- {name: a, from: {host: 1}, to: {host: b}, port: 1}", "2:26 host of from is '1'. Write a text, in quotes if need be.")]
    [InlineData("flows:\n- {name: a, from: {host: a, cidr: 10.0.0.1}, to: {host: b}, port: 1}", "2:19 from is more than one thing. Write a map of namespace and selector, or of cidr, or of host.")]
    [InlineData("flows:\n- &a {name: a, from: {host: a}, to: {host: b}, port: 1}\n- *a", "2:3 The flow 'a' is there twice. Give each a name of its own.")]
    [InlineData("addresses: {dns: [10.0.0.1]}", "1:13 Addresses cannot be given for 'dns'. They can for dns-upstream, host-ssh, ingress.")]
    [InlineData("addresses: {ingress: [web]}", "1:23 'web' is no address and no block of addresses.")]
    [InlineData("addresses: {ingress: 10.0.0.1}", "1:22 ingress is '10.0.0.1'. Write a list of addresses, such as [10.0.0.2, 10.1.0.0/16].")]
    [InlineData("flows: []\n---\nflows: []", "2:1 A lifelines file is one document. Take out the line --- and what follows.")]
    [InlineData("flows: [\n", "2:1 ")]
    public void What_is_wrong_is_named_by_line_and_column(string text, string expected)
    {
        var fault = Assert.Single(Assert.Throws<SettingsException>(() => Read(text)).Faults);
        Assert.StartsWith(expected, $"{fault.Place} {fault.Message}", StringComparison.Ordinal);
    }

    [Fact]
    public void More_flows_than_a_person_writes_are_refused()
    {
        var flows = string.Join('\n', Enumerable.Range(0, 501).Select(number => FormattableString.Invariant($"- {{name: a{number}, from: {{host: a}}, to: {{host: b}}, port: 1}}")));
        Assert.Contains("501 flows", Assert.Throws<SettingsException>(() => Read($"flows:\n{flows}")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named() =>
        Assert.Contains("nowhere.yaml", Assert.Throws<SettingsException>(() => Reader.Read(Path.GetFullPath("nowhere.yaml"), TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_example_is_read()
    {
        var file = Reader.Read(Repository.Path("docs", "lifelines.yaml"), TestContext.Current.CancellationToken);
        Assert.NotEmpty(file.Flows);
        Assert.Contains(file.Addresses, given => given.Family == "dns-upstream");
    }

    private static LifelineReader Reader { get; } = new(new YamlFormat());

    private static LifelineFile Read(string text)
    {
        var folder = Directory.CreateTempSubdirectory("calico-policy-");
        try
        {
            var path = Path.Combine(folder.FullName, "lifelines.yaml");
            File.WriteAllText(path, text);
            return Reader.Read(path, TestContext.Current.CancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
