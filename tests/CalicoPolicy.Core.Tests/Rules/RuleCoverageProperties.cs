using System.Globalization;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Tests.Documents;

namespace CalicoPolicy.Core.Tests.Rules;

/// <summary>CP1017 on random rules of one policy, against every packet that they can tell apart.</summary>
public class RuleCoverageProperties
{
    [Fact]
    public void Just_the_rules_that_earlier_ones_cover_are_found()
    {
        var random = new Random(17);
        var (found, clean, byMany) = (0, 0, 0);
        for (var round = TestScale.Of(2_000); round > 0; round--)
        {
            var rules = SampleRule.Some(random);
            var policy = new GlobalNetworkPolicy
            {
                Metadata = new() { Name = "t.x" },
                Tier = "t",
                Selector = "all()",
                Types = [PolicyType.Egress],
                Egress = [.. rules.Select(rule => rule.Write(random))],
            };

            // A tier that passes needs its closing Deny.
            var tier = new Tier { Metadata = new() { Name = "t" }, DefaultAction = PolicyAction.Pass };
            List<string> actual = [.. Input.Judge([tier, policy], new() { IncludeRule = ["CP1017"] }).Select(finding => finding.Message)];
            List<int> dead = [.. Enumerable.Range(0, rules.Count).Where(index => IsDead(rules, index, Enumerable.Range(0, index)))];
            List<string> places = [.. actual.Select(message => message[4..(message.IndexOf(')', StringComparison.Ordinal) + 1)])];
            Assert.True(dead.Select(Place).SequenceEqual(places), $"{string.Join(", ", dead.Select(Place))} are dead, found are {string.Join(", ", places)} of\n{string.Join('\n', rules)}");
            foreach (var (index, message) in dead.Zip(actual)) byMany += Check(rules, index, message) ? 1 : 0;
            if (dead.Count > 0) found++; else clean++;
        }

        Assert.True(found > clean / 10 && clean > found / 10 && byMany > 5, $"{found} with findings, {clean} without; {byMany} by several");
    }

    /// <summary>Checks what a message names, and says whether it is more than one.</summary>
    private static bool Check(List<SampleRule> rules, int index, string message)
    {
        // What is dead itself covers nothing that its own cover does not.
        var earlier = Enumerable.Range(0, index).Where(one => rules[one].Action != "Log" && !IsDead(rules, one, Enumerable.Range(0, one))).ToList();
        var cover = earlier.FindIndex(one => IsDead(rules, index, [one]));
        if (cover >= 0)
        {
            var (first, rule) = (rules[earlier[cover]], rules[index]);
            Assert.Equal(
                first == rule
                    ? $"The {Place(index)} repeats {Place(earlier[cover])} and decides nothing."
                    : $"The {Place(index)} ({rule.Action}) is never reached: {Place(earlier[cover])} ({first.Action}) already decides all that it matches.",
                message);
            return false;
        }

        List<int> named = [.. earlier.Where(one => message.Contains($"{Place(one)} ({rules[one].Action})", StringComparison.Ordinal))];
        Assert.Contains(" between them.", message, StringComparison.Ordinal);
        if (message.Contains(" more already decide", StringComparison.Ordinal)) return true;
        Assert.True(IsDead(rules, index, named), message);
        Assert.All(named, one => Assert.False(IsDead(rules, index, named.Except([one])), message));
        return true;
    }

    private static string Place(int index) => string.Create(CultureInfo.InvariantCulture, $"egress rule {index + 1} (spec.egress[{index}])");

    /// <summary>
    /// Whether some packet matches a rule, and each that does matches another. All that rules ask of things with labels they ask to be
    /// there, so that of packets with the same header the one for which nothing is there that the rule does not need tells.
    /// </summary>
    private static bool IsDead(List<SampleRule> rules, int index, IEnumerable<int> earlier)
    {
        var hasDomains = rules.Exists(rule => rule.Domains.Length > 0);
        var rule = rules[index];
        var packets = (from protocol in (string[])["TCP", "UDP", "ICMP"]
                       from address in "qrpsu6"
                       from port in "xyzw"
                       from domain in rule.Domains.DefaultIfEmpty(' ')
                       select new SampleRule.Packet(protocol, address, port, rule.From, rule.FromNamespaces, hasDomains && rule.Action == "Allow", domain)).Where(rule.Matches).ToList();
        return packets.Count > 0 && packets.TrueForAll(packet => earlier.Any(one => rules[one].Action != "Log" && rules[one].Matches(packet)));
    }
}
