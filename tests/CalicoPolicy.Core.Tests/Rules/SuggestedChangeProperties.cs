using System.Globalization;
using System.Net;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Tests.Documents;

namespace CalicoPolicy.Core.Tests.Rules;

/// <summary>A change that says that nothing else changes leaves every verdict as it was, by a naive reading of the rules.</summary>
public class SuggestedChangeProperties
{
    private static readonly string[] Nets = ["10.0.0.0/31", "10.0.0.0/32", "10.0.0.1/32", "10.0.0.2/32", "10.0.0.2/31", "10.0.0.0/30", "10.0.0.6/31"];
    private static readonly string[] Ports = ["1", "2", "3", "1:2", "2:3"];
    private static readonly string[] Domains = ["a.example.com", "B.example.com", "c.example.com", "d.example.com", "e.example.com"];

    [Fact]
    public void What_changes_nothing_else_keeps_every_verdict()
    {
        var random = new Random(7);
        var suggestions = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var round = 0; round < TestScale.Of(400); round++)
        {
            var yaml = Policy(random);
            var input = Input.Read(yaml);
            var options = new RuleOptions { SuggestChange = true, ExcludeRule = ["CP3*"] };
            var before = (TieredPolicy)input[0];
            foreach (var finding in Input.Judge(input, options))
            {
                if (finding.SuggestedChange is not { Effect: null } change) continue;
                suggestions[finding.RuleId] = suggestions.GetValueOrDefault(finding.RuleId) + 1;
                var after = (TieredPolicy)change.Resources[0];
                var sets = change.Resources.OfType<AddressSet>().ToList();
                Assert.Equal(before.Types, after.Types);
                foreach (var packet in Packet.All())
                {
                    var (expected, actual) = (Verdict(before, [], packet), Verdict(after, sets, packet));
                    Assert.True(expected == actual, $"{finding}: {packet}: {expected}, then {actual}\n{yaml}");
                }
            }

            Mended.Check(input, options);
        }

        Assert.All(["CP1011", "CP1012", "CP1013", "CP1014", "CP1017"], id => Assert.True(suggestions.GetValueOrDefault(id) > 20, $"{id}: {suggestions.GetValueOrDefault(id)}"));
    }

    private static string Policy(Random random)
    {
        var rules = Enumerable.Range(0, random.Next(1, 7)).Select(_ => Rule(random));
        return Yaml.NetworkPolicy($"tier: application\nselector: app == 'web'\ntypes: [Egress]\negress:\n{string.Join('\n', rules.Select(rule => "- " + rule))}");
    }

    private static string Rule(Random random)
    {
        var action = random.Next(6) switch { 0 => "Deny", 1 => "Pass", _ => "Allow" };
        var (protocol, hasPorts) = random.Next(4) switch { 0 => ("", false), 1 => ("protocol: UDP, ", true), _ => ("protocol: TCP, ", true) };
        var fields = new List<string>();
        switch (random.Next(5))
        {
            case 0: break;
            case 1 when action == "Allow": fields.Add($"domains: [{Some(random, Domains)}]"); break;
            default: fields.Add($"nets: [{Some(random, Nets)}]"); break;
        }

        if (hasPorts && random.Next(3) > 0) fields.Add($"ports: [{Some(random, Ports)}]");
        if (random.Next(6) == 0 && !fields.Exists(field => field.StartsWith("domains", StringComparison.Ordinal))) fields.Add($"notNets: [{Some(random, Nets)}]");
        return $"{{action: {action}, {protocol}destination: {{{string.Join(", ", fields)}}}}}";
    }

    private static string Some(Random random, string[] items) =>
        string.Join(", ", items.OrderBy(_ => random.Next()).Take(random.Next(1, items.Length)));

    private static string Verdict(TieredPolicy policy, List<AddressSet> sets, Packet packet) =>
        policy.Egress.FirstOrDefault(rule => Matches(rule, sets, packet))?.Action.ToString() ?? "end of tier";

    private static bool Matches(PolicyRule rule, List<AddressSet> sets, Packet packet)
    {
        Assert.Equal(PolicyPeer.None, rule.Source);
        var peer = rule.Destination;
        return (rule.Protocol is not { } protocol || protocol.ToString() == packet.Protocol)
            && (peer.Nets.Count == 0 || peer.Nets.Any(packet.IsIn))
            && !peer.NotNets.Any(packet.IsIn)
            && (peer.Domains.Count == 0 || peer.Domains.Any(packet.IsOf))
            && (peer.Selector is null || sets.Exists(set => Selector.Parse(peer.Selector).Matches(set.Labels) && (set.Nets.Any(packet.IsIn) || set.AllowedEgressDomains.Any(packet.IsOf))))
            && (peer.Ports.Count == 0 || peer.Ports.Any(port => packet.Port >= port.Min && packet.Port <= port.Max));
    }

    /// <summary>A packet that leaves the policy's endpoint.</summary>
    private sealed record Packet(string Protocol, int Address, int Port)
    {
        public static IEnumerable<Packet> All() =>
            from protocol in (string[])["TCP", "UDP"] from address in Enumerable.Range(0, 13) from port in Enumerable.Range(1, 4) select new Packet(protocol, address, port);

        /// <summary>Addresses from 8 on are those of a domain each.</summary>
        public bool IsOf(string domain) => Address >= 8 && Domains[Address - 8].Equals(domain, StringComparison.OrdinalIgnoreCase);

        public bool IsIn(string net)
        {
            var slash = net.IndexOf('/', StringComparison.Ordinal);
            var size = 1 << (32 - int.Parse(net.AsSpan(slash + 1), CultureInfo.InvariantCulture));
            var first = IPAddress.Parse(net.AsSpan(0, slash)).GetAddressBytes()[3];
            return Address < 8 && Address >= first && Address < first + size;
        }
    }
}
