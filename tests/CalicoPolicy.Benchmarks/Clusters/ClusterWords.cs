using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Benchmarks.Clusters;

/// <summary>The labels, selectors, ports and blocks of made-up clusters: four label keys with a few values each.</summary>
internal sealed class ClusterWords(int seed)
{
    private static readonly (string Key, int Values)[] Keys = [("app", 50), ("role", 8), ("team", 12), ("env", 4)];

    private readonly Random _random = new(seed);

    public int Below(int count) => _random.Next(count);

    public IReadOnlyList<KeyValuePair<string, string>> Labels() => [.. Keys.Select(key => KeyValuePair.Create(key.Key, $"{key.Key}{_random.Next(key.Values)}"))];

    /// <summary>A selector over one or two of the keys.</summary>
    public string Selector()
    {
        var first = Keys[_random.Next(Keys.Length)];
        var text = _random.Next(3) == 0 ? $"{first.Key} in {{'{first.Key}{_random.Next(first.Values)}', '{first.Key}{_random.Next(first.Values)}'}}" : $"{first.Key} == '{first.Key}{_random.Next(first.Values)}'";
        if (_random.Next(2) == 0) return text;
        var second = Keys[_random.Next(Keys.Length)];
        return $"{text} && {second.Key} {(_random.Next(4) == 0 ? "!=" : "==")} '{second.Key}{_random.Next(second.Values)}'";
    }

    /// <summary>Some of forty ports and ranges, as a cluster's services have them.</summary>
    public IReadOnlyList<PolicyPort> Ports() =>
    [
        .. Enumerable.Range(0, 1 + _random.Next(3)).Select(_ =>
        {
            var number = _random.Next(20);
            return _random.Next(2) == 0 ? new PolicyPort(8000 + number) : new PolicyPort(9000 + (number * 50), 9050 + (number * 60));
        }),
    ];

    public string Block() => $"203.0.{_random.Next(64)}.0/24";

    /// <summary>A rule for one direction; every tenth denies, every fifth names blocks.</summary>
    public PolicyRule Rule(bool isIngress, bool isGlobal)
    {
        var isBlock = _random.Next(5) == 0;
        var peer = isBlock ? new PolicyPeer { Nets = [Block(), Block()] }
            : new PolicyPeer { Selector = Selector(), NamespaceSelector = !isGlobal && _random.Next(2) == 0 ? "all()" : null };
        var own = new PolicyPeer { Ports = Ports() };
        return new()
        {
            Action = _random.Next(10) == 0 ? PolicyAction.Deny : PolicyAction.Allow,
            Protocol = _random.Next(4) == 0 ? Protocol.Udp : Protocol.Tcp,
            Source = isIngress ? peer : PolicyPeer.None,
            Destination = isIngress ? own : peer with { Ports = own.Ports },
        };
    }
}
