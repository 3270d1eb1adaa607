using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Dataplane.Reference;

/// <summary>
/// Renders rules as instructions of eBPF, as the specification and Felix's builder have it (calico-dataplane.md 4.5;
/// felix/bpf/polprog/pol_prog_builder.go): jumps begin with <c>j</c>, and what loads a constant of 64 bits is two.
/// </summary>
internal sealed class ProgramText(bool isIPv6)
{
    private readonly List<string> _lines = [];

    /// <summary>The instructions of some rules.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<PolicyRule> rules, bool isIPv6, bool logsFlows)
    {
        var text = new ProgramText(isIPv6);
        foreach (var rule in rules)
        {
            // A rule that is not there in the family has no rules of iptables either.
            if (RuleText.Of(rule, isIPv6, logsFlows).Count > 0) text.Add(rule, logsFlows);
        }

        return text._lines;
    }

    private void Add(PolicyRule rule, bool logsFlows)
    {
        if (rule.Protocol is { } protocol) _lines.AddRange(["load proto", $"jne {protocol}"]);
        if (rule.NotProtocol is { } not) _lines.AddRange(["load proto", $"jeq {not}"]);
        foreach (var peer in new[] { rule.Source, rule.Destination })
        {
            Nets(peer.Nets, isNegated: false);
            Nets(peer.NotNets, isNegated: true);
        }

        foreach (var (peer, isDestination) in new[] { (rule.Source, false), (rule.Destination, true) })
        {
            var hasNamesOnly = peer.Ports.Count > 0 && peer.Ports.All(port => port.IsNamed);
            var selects = !string.IsNullOrEmpty(peer.Selector) || !string.IsNullOrEmpty(peer.NamespaceSelector) || peer.ServiceAccounts is { Names.Count: > 0 } || !string.IsNullOrEmpty(peer.ServiceAccounts?.Selector);
            if (selects && !hasNamesOnly) LookUp("positive");
            if (selects && !hasNamesOnly && isDestination) _lines.Add("jump end");
            if (!selects && !string.IsNullOrEmpty(peer.NotSelector)) LookUp("negated");
            if (peer.Services is not null) LookUp("service");
            if (peer.Domains.Count > 0) LookUp("domains");
            Ports(peer.Ports, isNegated: false);
            Ports(peer.NotPorts, isNegated: true);
        }

        foreach (var icmp in new[] { rule.Icmp, rule.NotIcmp })
        {
            if (icmp?.Type is not null) _lines.AddRange(["load icmp", "jne icmp"]);
        }

        if (rule.Action == PolicyAction.Log)
        {
            _lines.AddRange(["load flags", "or flags", "store flags"]);
            return;
        }

        if (logsFlows) _lines.AddRange(["load hits", "jge 32", "mov", "add", "store hits", "shift", "add", "load64", "id", "add", "store id"]);
        _lines.Add("jump action");
    }

    private void Nets(IReadOnlyList<string> nets, bool isNegated)
    {
        string[] own = [.. nets.Where(net => net.Contains(':', StringComparison.Ordinal) == isIPv6)];
        if (own.Length == 0) return;
        foreach (var net in own)
        {
            var length = int.Parse(net.Split('/')[1], System.Globalization.CultureInfo.InvariantCulture);
            for (var part = 0; part < (isIPv6 ? 4 : 1) && (part == 0 || length > part * 32); part++)
            {
                _lines.AddRange(["load address", "mov mask", "and"]);
                if (isIPv6 && part < 3) _lines.Add("jne next");
            }

            _lines.Add("jeq match");
        }

        if (!isNegated) _lines.Add("jump end");
    }

    private void Ports(IReadOnlyList<PolicyPort> ports, bool isNegated)
    {
        if (ports.Count == 0) return;
        _lines.Add("load port");
        foreach (var port in ports)
        {
            if (port.IsNamed) LookUp(port.Name!);
            else if (port.Min == port.Max) _lines.Add("jeq port");
            else _lines.AddRange(["jlt port", "jle port"]);
        }

        if (!isNegated) _lines.Add("jump end");
    }

    private void LookUp(string set)
    {
        _lines.AddRange(["mov 0", "store pad", "mov length", "store length"]);
        foreach (var _ in Enumerable.Range(0, isIPv6 ? 2 : 1)) _lines.AddRange(["load address", "store address"]);
        _lines.AddRange(["load port", "store port", "load proto", "store proto", "mov id", "store id", "mov id", "store id"]);
        _lines.AddRange(["load map", "map", "mov key", "add key", "call lookup", $"jeq {set}"]);
    }
}
