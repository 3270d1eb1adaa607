using System.Globalization;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Dataplane.Reference;

/// <summary>
/// Renders a policy's rules one by one as rules of iptables, as the specification tells it (calico-dataplane.md 4.2): a match of ports
/// takes 15, a rule one block of each side; what is more is put together in blocks by the marks <c>all</c> and <c>this</c>.
/// </summary>
internal sealed class RuleText
{
    private const int MostPorts = 15;

    private readonly List<KernelRule> _lines = [];
    private readonly List<string> _last = [];
    private bool _hasMarks;
    private int _blocks;

    /// <summary>A chain of some rules: returns at its end are left out, and an empty one has a comment.</summary>
    public static IReadOnlyList<KernelRule> Chain(IEnumerable<PolicyRule> rules, bool isIPv6, bool logsFlows)
    {
        var lines = rules.SelectMany(rule => Of(rule, isIPv6, logsFlows)).ToList();
        while (lines.Count > 0 && lines[^1].Action == "RETURN") lines.RemoveAt(lines.Count - 1);
        return lines.Count > 0 ? lines : [new([], "COMMENT")];
    }

    /// <summary>The rules that one rule becomes in a family.</summary>
    public static IReadOnlyList<KernelRule> Of(PolicyRule rule, bool isIPv6, bool logsFlows)
    {
        if (IsOfOtherFamily(rule, isIPv6)) return [];
        var text = new RuleText();
        text.Render(rule, isIPv6);
        text.Act(rule.Action, logsFlows);
        return text._lines;
    }

    private static bool IsOfOtherFamily(PolicyRule rule, bool isIPv6)
    {
        if (rule.IPVersion is { } version && (version == 6) != isIPv6) return true;
        if (rule.IPVersion is null && rule.Protocol?.Name == "ICMP" && isIPv6) return true;
        if (rule.IPVersion is null && rule.Protocol?.Name == "ICMPv6" && !isIPv6) return true;
        foreach (var nets in new[] { rule.Source.Nets, rule.Source.NotNets, rule.Destination.Nets, rule.Destination.NotNets })
        {
            if (nets.Count > 0 && !nets.Any(net => IsIPv6(net) == isIPv6)) return true;
        }

        // Nothing is outside of everything.
        return rule.Source.NotNets.Concat(rule.Destination.NotNets).Any(net => net == (isIPv6 ? "::/0" : "0.0.0.0/0"));
    }

    private static bool IsIPv6(string net) => net.Contains(':', StringComparison.Ordinal);

    private void Render(PolicyRule rule, bool isIPv6)
    {
        var from = Nets(rule.Source.Nets, "-s", isIPv6);
        var to = Nets(rule.Destination.Nets, "-d", isIPv6);
        AnyOf(Ports(rule.Source.Ports, "source", "src"));
        AnyOf(Ports(rule.Destination.Ports, "destination", "dst"));
        AnyOf(from);
        AnyOf(to);
        NoneOf(Nets(rule.Source.NotNets, "-s", isIPv6), isTaken: from.Count == 1);
        NoneOf(Nets(rule.Destination.NotNets, "-d", isIPv6), isTaken: to.Count == 1);
        if (rule.Protocol is { } protocol) _last.Add($"-p {protocol}");
        if (rule.NotProtocol is { } not) _last.Add($"! -p {not}");
        if (rule.Icmp is { Type: { } type } icmp) _last.Add(string.Create(CultureInfo.InvariantCulture, $"--icmp-type {type}/{icmp.Code}"));
        if (rule.NotIcmp is { Type: { } notType } notIcmp) _last.Add(string.Create(CultureInfo.InvariantCulture, $"! --icmp-type {notType}/{notIcmp.Code}"));
        Sets(rule.Source, "src");
        Sets(rule.Destination, "dst");
        foreach (var excluded in Ports(rule.Source.NotPorts, "source", "src").Concat(Ports(rule.Destination.NotPorts, "destination", "dst"))) _last.Add($"! {excluded}");
    }

    /// <summary>Ports in matches of 15 slots, of which a range takes two; a set for each name.</summary>
    private static List<string> Ports(IReadOnlyList<PolicyPort> ports, string side, string set)
    {
        var matches = new List<List<string>>();
        var used = MostPorts;
        foreach (var port in ports.Where(port => !port.IsNamed))
        {
            var slots = port.Min == port.Max ? 1 : 2;
            if (used + slots > MostPorts)
            {
                matches.Add([]);
                used = 0;
            }

            matches[^1].Add(port.ToString());
            used += slots;
        }

        return
        [
            .. matches.Select(match => $"-m multiport --{side}-ports {string.Join(',', match)}"),
            .. ports.Where(port => port.IsNamed).Select(port => $"-m set --match-set n:{port.Name} {set},{set}"),
        ];
    }

    private static List<string> Nets(IReadOnlyList<string> nets, string option, bool isIPv6) => [.. nets.Where(net => IsIPv6(net) == isIPv6).Select(net => $"{option} {net}")];

    private void Sets(PolicyPeer peer, string side)
    {
        var selects = !string.IsNullOrEmpty(peer.Selector) || !string.IsNullOrEmpty(peer.NamespaceSelector) || !string.IsNullOrEmpty(peer.NotSelector)
            || peer.ServiceAccounts is { Names.Count: > 0 } || !string.IsNullOrEmpty(peer.ServiceAccounts?.Selector);
        var hasNamesOnly = peer.Ports.Count > 0 && peer.Ports.All(port => port.IsNamed);
        if (selects && !hasNamesOnly) _last.Add($"-m set --match-set s:selector {side}");
        if (peer.Services is { } service) _last.Add($"-m set --match-set svc:{service.Name} {side}");
        if (peer.Domains.Count > 0) _last.Add($"-m set --match-set d:domains {side}");
    }

    /// <summary>One alternative goes into the last rule; of several the marks say whether one matched.</summary>
    private void AnyOf(List<string> alternatives)
    {
        if (alternatives.Count == 1) _last.Add(alternatives[0]);
        if (alternatives.Count <= 1) return;
        Begin("MARK masked none");
        foreach (var alternative in alternatives) _lines.Add(new([alternative], _blocks == 0 ? "MARK set all" : "MARK set this"));
        if (_blocks > 0) _lines.Add(new(["mark clear this"], "MARK clear all"));
        _blocks++;
    }

    private void NoneOf(List<string> excluded, bool isTaken)
    {
        if (excluded.Count == 0) return;
        if (excluded.Count == 1 && !isTaken)
        {
            _last.Add($"! {excluded[0]}");
            return;
        }

        Begin("MARK masked all");
        foreach (var one in excluded) _lines.Add(new([one], "MARK clear all"));
    }

    private void Begin(string mark)
    {
        if (!_hasMarks) _lines.Add(new([], mark));
        _hasMarks = true;
    }

    private void Act(PolicyAction action, bool logsFlows)
    {
        if (_hasMarks) _last.Add("mark set all");
        if (action == PolicyAction.Log)
        {
            _lines.Add(new(_last, "LOG"));
            return;
        }

        var (mark, end) = action == PolicyAction.Allow ? ("accept", "RETURN") : action == PolicyAction.Pass ? ("pass", "RETURN") : ("drop", "DROP");
        _lines.Add(new(_last, $"MARK set {mark}"));
        if (logsFlows) _lines.Add(new([$"mark set {mark}"], "NFLOG"));
        _lines.Add(new([$"mark set {mark}"], end));
    }
}
