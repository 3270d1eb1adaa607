using System.Globalization;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Benchmarks.Clusters;

/// <summary>A made-up cluster in which one endpoint is under very many rules, which name very many sets of addresses.</summary>
internal sealed class ManyRulesCluster
{
    private const int SetsOfGroup = 36;

    private static readonly int[] Ports = [22, 25, 53, 80, 110, 123, 143, 389, 443, 465, 587, 636, 993, 995, 1433, 1521, 3306, 3389, 5432, 5671, 6379, 8080, 8443, 9042, 9092, 9200, 11211, 27017];

    private readonly Random _random = new(1);
    private readonly int _sets;
    private readonly List<string> _members = [];

    /// <param name="policies">How many policies select the endpoint.</param>
    /// <param name="rules">How many rules each has.</param>
    /// <param name="sets">How many network sets there are.</param>
    /// <param name="members">How many addresses they have in all.</param>
    public ManyRulesCluster(int policies, int rules, int sets, int members)
    {
        _sets = sets;
        Snapshot = PolicySnapshot.Of(
            [Pod("app", "10.0.0.1"), Pod("client", "10.0.0.2"), .. Sets(members), .. Enumerable.Range(0, policies).Select(number => Policy(number, rules))], new() { IsComplete = true });
    }

    public PolicySnapshot Snapshot { get; }

    /// <summary>Flows to the endpoint: from members of sets, from elsewhere, and from the other pod, to ports that rules name and others.</summary>
    public Flow[] Flows(int count)
    {
        var app = FlowEnd.Of(Snapshot.Endpoints[0]);
        return [.. Enumerable.Range(0, count).Select(_ => new Flow(Source(), app, _random.Next(4) == 0 ? Protocol.Udp : Protocol.Tcp)
        {
            SourcePort = _random.Next(32768, 61000),
            DestinationPort = _random.Next(5) == 0 ? _random.Next(1, 65536) : One(Ports),
        })];
    }

    private FlowEnd Source()
    {
        if (_random.Next(20) == 0) return FlowEnd.Of(Snapshot.Endpoints[1]);
        var text = _random.Next(4) == 0 ? Address(0xC600_0000u + (uint)_random.Next(1 << 20)) : _members[_random.Next(_members.Count)];
        return Cidr.TryParse(text, out var address) ? FlowEnd.Of(address) : throw new InvalidOperationException(text);
    }

    private IEnumerable<GlobalNetworkSet> Sets(int members)
    {
        for (var set = 0; set < _sets; set++)
        {
            var nets = new List<string>();
            for (var member = members * (long)set / _sets; member < members * (long)(set + 1) / _sets; member++) nets.Add(Address(0x2000_0000u + (uint)(member * 977)));
            _members.AddRange(nets);
            yield return new()
            {
                Metadata = Named($"set-{set}") with { Labels = LabelMap.Of([new("feed", Feed(set)), new("group", Group(set / SetsOfGroup))]) },
                Nets = nets,
            };
        }
    }

    private GlobalNetworkPolicy Policy(int number, int rules) => new()
    {
        Metadata = Named($"policy-{number}"),
        Order = number,
        Selector = "app == 'app'",
        Ingress = [.. Enumerable.Range(0, rules).Select(_ => Rule())],
    };

    private PolicyRule Rule() => new()
    {
        Action = _random.Next(10) == 0 ? PolicyAction.Deny : PolicyAction.Allow,
        Protocol = _random.Next(4) == 0 ? Protocol.Udp : Protocol.Tcp,
        Source = _random.Next(20) switch
        {
            0 => new() { Nets = [$"{Address((uint)_random.Next(1 << 30) & 0xFFFF_FF00u)}/24"] },
            1 => new() { Selector = $"group == '{Group(_random.Next(_sets / SetsOfGroup))}'" },
            2 => new() { Selector = $"feed == '{Feed(_random.Next(_sets))}'", NotNets = [$"{Address(0x2000_0000u + ((uint)_random.Next(1 << 24) & 0xFFFF_FFF0u))}/28"] },
            _ => new() { Selector = $"feed == '{Feed(_random.Next(_sets))}'" },
        },
        Destination = new() { Ports = _random.Next(10) == 0 ? [new(8000, 8999)] : [new(One(Ports))] },
    };

    private int One(int[] items) => items[_random.Next(items.Length)];

    private static Pod Pod(string name, string address) => new()
    {
        Metadata = new() { Name = name, Namespace = "default", Labels = LabelMap.Of([new("app", name)]) },
        NodeName = "node",
        Phase = "Running",
        IPs = [address],
    };

    private static ObjectMetadata Named(FormattableString name) => new() { Name = name.ToString(CultureInfo.InvariantCulture) };

    private static string Feed(int number) => string.Create(CultureInfo.InvariantCulture, $"f{number}");

    private static string Group(int number) => string.Create(CultureInfo.InvariantCulture, $"g{number}");

    private static string Address(uint number) => string.Create(CultureInfo.InvariantCulture, $"{number >> 24}.{(number >> 16) & 255}.{(number >> 8) & 255}.{number & 255}");
}
