using System.Globalization;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Tests.Evaluation.Reference;

namespace CalicoPolicy.Core.Tests.Dataplane.Reference;

/// <summary>Rules with few and with many ports and blocks, of both families, so that all limits of the kernel are met.</summary>
internal sealed class RandomCostRules(Dice dice)
{
    public IReadOnlyList<PolicyRule> List() => [.. Enumerable.Range(0, dice.Below(7)).Select(_ => Rule())];

    public PolicyRule Rule()
    {
        // Calico takes blocks of one family in a rule; the dataplane takes what comes.
        var nets = dice.Below(6) switch { 0 => Both, 1 or 2 => IPv6, _ => (Func<int, string>)IPv4 };
        var hasPorts = !dice.OneIn(3);
        return new()
        {
            Action = dice.One(PolicyAction.Allow, PolicyAction.Allow, PolicyAction.Deny, PolicyAction.Pass, PolicyAction.Log),
            IPVersion = dice.OneIn(8) ? dice.One(4, 6) : null,
            Protocol = hasPorts ? dice.One(Protocol.Tcp, Protocol.Udp, new Protocol(6)) : dice.One<Protocol?>(null, null, Protocol.Icmp, Protocol.IcmpV6, new Protocol(58), new Protocol(47)),
            NotProtocol = dice.OneIn(12) ? Protocol.Sctp : null,
            Icmp = dice.OneIn(12) ? new() { Type = dice.One<long?>(null, 8), Code = dice.One<long?>(null, 0) } : null,
            Source = Peer(nets, hasPorts, isSource: true),
            Destination = Peer(nets, hasPorts, isSource: false),
        };
    }

    private PolicyPeer Peer(Func<int, string> nets, bool hasPorts, bool isSource) => dice.OneIn(4) ? PolicyPeer.None : new()
    {
        Nets = Some(nets, 12),
        NotNets = dice.OneIn(2) ? [] : Some(nets, 5),
        Ports = hasPorts && !dice.OneIn(isSource ? 2 : 4) ? Ports() : [],
        NotPorts = hasPorts && dice.OneIn(5) ? Ports() : [],
        Selector = dice.OneIn(3) ? dice.One("app == 'web'", "all()", "has(side)") : null,
        NotSelector = dice.OneIn(8) ? "side == 'a'" : null,
        NamespaceSelector = dice.OneIn(6) ? "env == 'a'" : null,
        ServiceAccounts = dice.OneIn(10) ? new() { Names = dice.OneIn(2) ? ["web"] : [] } : null,
        Services = dice.OneIn(12) ? new() { Name = "web", Namespace = "prod" } : null,
        Domains = !isSource && dice.OneIn(12) ? ["example.com"] : [],
    };

    private List<string> Some(Func<int, string> nets, int most) =>
        [.. Enumerable.Range(0, dice.Below(4) switch { 0 => 0, 1 => 1, 2 => 2, _ => dice.OneIn(40) ? 256 : dice.Below(most) }).Select(nets).Distinct()];

    private List<PolicyPort> Ports() => [.. Enumerable.Range(1, dice.Below(3) == 0 ? dice.Below(45) : 1 + dice.Below(4)).Select(Port)];

    private PolicyPort Port(int number) => dice.Below(5) switch
    {
        0 => new($"p{number}"),
        1 => new(1000 + number, 2000 + number),
        2 => new(number, number),
        _ => new(8000 + number),
    };

    private string Both(int index) => index % 2 == 0 ? IPv4(index) : IPv6(index);

    private string IPv4(int index) => dice.OneIn(40) ? "0.0.0.0/0" : string.Create(CultureInfo.InvariantCulture, $"10.{index}.0.0/16");

    private string IPv6(int index) => dice.OneIn(40) ? "::/0" : string.Create(CultureInfo.InvariantCulture, $"fd00:{index}::/{dice.One(32, 48, 64, 128)}");
}
