using System.Globalization;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Rules;

/// <summary>
/// A rule of few possible ones, so that many are alike: what it says, apart from how it is written. <see cref="Write"/> writes it in
/// one of its ways.
/// </summary>
internal sealed record SampleRule(string Action, string? Protocol, string? From, bool FromNamespaces, string Nets, string Ports, string Domains, string NotNets)
{
    private static readonly string[] Actions = ["Allow", "Allow", "Allow", "Deny", "Pass", "Log"];

    /// <summary>Some, one after the other; most are the one before but for one list.</summary>
    public static List<SampleRule> Some(Random random)
    {
        var hasDomains = random.Next(3) == 0;
        List<SampleRule> rules = [Next(random, hasDomains)];
        for (var count = random.Next(9); count > 0; count--)
        {
            var other = Next(random, hasDomains);
            rules.Add(random.Next(4) switch
            {
                0 => other,
                1 => rules[^1] with { Ports = other.Ports },
                2 => rules[^1] with { Nets = other.Nets },
                _ => rules[^1] with { Domains = other.Domains, NotNets = other.NotNets },
            });
        }

        return rules;
    }

    public PolicyRule Write(Random random) => new()
    {
        Action = new(Action),
        Protocol = Protocol is null ? null : new(random.Next(2) == 0 ? Protocol : Protocol == "TCP" ? "6" : "17"),
        Destination = new PolicyPeer
        {
            Selector = From is null ? null : Pick(random, $"app == '{From}'", $"app=='{From}'", $"(app == \"{From}\")"),
            NamespaceSelector = FromNamespaces ? Pick(random, "env in {'x', 'y'}", "env in {'y','x'}") : null,
            Nets = Mixed(random, Nets, Net),
            NotNets = Mixed(random, NotNets, Net),
            Ports = Mixed(random, Ports, port => random.Next(2) == 0 ? new PolicyPort(Port(port)) : new PolicyPort(Port(port).ToString(CultureInfo.InvariantCulture))),
            Domains = Mixed(random, Domains, domain => Pick(random, $"{domain}.example.com", $"{char.ToUpperInvariant(domain)}.example.com")),
        },
    };

    /// <summary>Whether the rule matches a packet.</summary>
    public bool Matches(Packet packet) =>
        (Protocol is null || Protocol == packet.Protocol)
        && ((From is null && !FromNamespaces) || ((From is null || From == packet.From) && (!FromNamespaces || packet.IsOfNamespaces) && (!packet.IsByDomain || Action == "Allow")))
        && (packet.Address == '6' ? Nets.Length + NotNets.Length == 0 : (Nets.Length == 0 || Nets.Any(packet.IsIn)) && !NotNets.Any(packet.IsIn))
        && (Ports.Length == 0 || (packet.Protocol != "ICMP" && Ports.Contains(packet.Port, StringComparison.Ordinal)))
        && (Domains.Length == 0 || Domains.Contains(packet.Domain, StringComparison.Ordinal));

    /// <summary>The block that a letter stands for: <c>q</c> and <c>r</c> lie in <c>p</c>.</summary>
    public static string Net(char letter) => letter switch { 'p' => "10.0.0.0/8", 'q' => "10.1.0.0/16", 'r' => "10.2.0.0/16", _ => "192.0.2.0/24" };

    /// <summary>Makes one. The lists are texts of sorted letters, each of which stands for an item.</summary>
    private static SampleRule Next(Random random, bool hasDomains) => new(
        Pick(random, Actions),
        Pick<string?>(random, null, "TCP", "TCP", "UDP"),
        Pick<string?>(random, null, null, "a", "b"),
        random.Next(8) == 0,
        hasDomains && random.Next(2) == 0 ? string.Empty : Letters(random, "pqrs"),
        Letters(random, "xyz"),
        hasDomains ? Letters(random, "mn") : string.Empty,
        random.Next(6) == 0 ? "p" : string.Empty);

    /// <summary>A packet, and the one thing with labels that has the destination's address.</summary>
    /// <param name="Protocol">The protocol.</param>
    /// <param name="Address">A letter for the smallest block that has the destination's address; 6: one of IPv6, of which no rule with blocks of IPv4 is.</param>
    /// <param name="Port">A letter for the destination's port; of no matter for ICMP.</param>
    /// <param name="From">The value of the label <c>app</c>.</param>
    /// <param name="IsOfNamespaces">Whether it is in one of the namespaces that are asked for.</param>
    /// <param name="IsByDomain">Whether it has not the address, but a domain that resolves to it: for rules that allow that is the same.</param>
    /// <param name="Domain">A letter for the domain that resolves to the address.</param>
    internal sealed record Packet(string Protocol, char Address, char Port, string? From, bool IsOfNamespaces, bool IsByDomain, char Domain)
    {
        /// <summary>Whether the address is in the block of a letter.</summary>
        public bool IsIn(char block) => block == Address || (block == 'p' && Address is 'q' or 'r');
    }

    private static T Pick<T>(Random random, params ReadOnlySpan<T> items) => items[random.Next(items.Length)];

    private static int Port(char letter) => 8000 + letter;

    private static string Letters(Random random, string all) =>
        random.Next(3) == 0 ? string.Empty : new([.. all.Where(_ => random.Next(3) == 0)]);

    private static List<T> Mixed<T>(Random random, string letters, Func<char, T> item)
    {
        T[] items = [.. letters.Concat(letters.Where(_ => random.Next(8) == 0)).Select(item)];
        random.Shuffle(items);
        return [.. items];
    }
}
