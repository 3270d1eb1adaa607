namespace CalicoPolicy.Core.Evaluation;

/// <summary>Which rules may match a protocol and a destination port.</summary>
/// <remarks>A set of rules costs O(rules) once for each protocol and each stretch of ports that rules tell apart.</remarks>
internal sealed class PortRules
{
    private readonly ProgramRule[] _rules;
    private readonly int[] _edges;
    private readonly int[] _places = new int[256];
    private readonly int _placeCount;
    private readonly RuleBitCache _cache;

    public PortRules(ProgramRule[] rules)
    {
        _rules = rules;
        _cache = new(rules.Length);
        var edges = new SortedSet<int>();
        int[] withPorts = [6, 17, 132];
        foreach (var protocol in rules.SelectMany(rule => rule.Rule.Protocols).Concat(withPorts).Distinct())
        {
            // Place 0 is for all that no rule names.
            if (protocol is >= 0 and < 256) _places[protocol] = ++_placeCount;
        }

        foreach (var rule in rules)
        {
            edges.UnionWith(rule.Rule.Destination.Ports?.Edges ?? []);
            edges.UnionWith(rule.Rule.Destination.NotPorts?.Edges ?? []);
        }

        _edges = [.. edges];
    }

    /// <summary>The rules that may match.</summary>
    public ulong[] Find(in Packet packet)
    {
        var stretch = packet.DestinationPort < 0 ? 0 : Array.BinarySearch(_edges, packet.DestinationPort) is var place && place >= 0 ? place + 2 : ~place + 1;
        var number = (((stretch * (_placeCount + 1)) + _places[packet.Protocol]) * 2) + (packet.IsIPv6 ? 1 : 0);
        return _cache.Find(number) ?? _cache.Add(number, Make(packet));
    }

    private ulong[] Make(in Packet packet)
    {
        var bits = RuleBits.Empty(_rules.Length);
        for (var rule = 0; rule < _rules.Length; rule++)
        {
            if (_rules[rule].Rule.MayMatch(packet.IsIPv6, packet.Protocol, packet.DestinationPort)) RuleBits.Add(bits, rule);
        }

        return bits;
    }
}
