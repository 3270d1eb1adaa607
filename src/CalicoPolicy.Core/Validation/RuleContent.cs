using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Validation;

/// <summary>
/// A rule's content as one text: equal for rules that match the same and do the same, however they are written (order of list
/// items, spelling of selectors, protocol by name or number). Annotations do not count.
/// </summary>
/// <remarks>O(size of the rule), sorting included.</remarks>
internal sealed class RuleContent
{
    private readonly SelectorCache _selectors;

    /// <summary>Makes the texts with the selectors of a run.</summary>
    public RuleContent(SelectorCache selectors) => _selectors = selectors;

    /// <summary>The content.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="except">Parts that are left out, so that rules that differ in them only have the same text.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public string Of(PolicyRule rule, RuleParts except = RuleParts.None)
    {
        var text = new StringBuilder(128);
        if (!except.HasFlag(RuleParts.Action)) Field(text, "action", rule.Action.Text);
        Field(text, "ip", rule.IPVersion?.ToString(CultureInfo.InvariantCulture));
        Field(text, "protocol", Protocol(rule.Protocol));
        Field(text, "notProtocol", Protocol(rule.NotProtocol));
        Field(text, "icmp", Icmp(rule.Icmp));
        Field(text, "notIcmp", Icmp(rule.NotIcmp));
        Side(text, "source", rule.Source, except, RuleParts.SourceNets, RuleParts.SourcePorts);
        Side(text, "destination", rule.Destination, except, RuleParts.DestinationNets, RuleParts.DestinationPorts);
        if (rule.Http is { } http) Http(text, http);
        return text.ToString();
    }

    /// <summary>Whom the selectors of a side name; empty: no criterion.</summary>
    public string Who(PolicyPeer peer)
    {
        var text = new StringBuilder();
        Who(text, peer);
        return text.ToString();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Side(StringBuilder text, string name, PolicyPeer peer, RuleParts except, RuleParts nets, RuleParts ports)
    {
        if (peer.IsAny) return;
        var side = new StringBuilder(128);
        Who(side, peer);
        if (!except.HasFlag(nets)) List(side, "nets", peer.Nets, net => net);
        List(side, "notNets", peer.NotNets, net => net);
        if (!except.HasFlag(ports)) List(side, "ports", peer.Ports, port => port.ToString());
        List(side, "notPorts", peer.NotPorts, port => port.ToString());
        if (!except.HasFlag(RuleParts.Domains)) List(side, "domains", peer.Domains, domain => domain.ToLowerInvariant());
        Field(text, name, side.ToString());
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Who(StringBuilder text, PolicyPeer peer)
    {
        Field(text, "selector", _selectors.Canonical(peer.Selector));
        Field(text, "notSelector", _selectors.Canonical(peer.NotSelector));
        Field(text, "namespaces", _selectors.Canonical(peer.NamespaceSelector));
        if (peer.ServiceAccounts is { } accounts)
        {
            Field(text, "accounts", "given");
            List(text, "accountNames", accounts.Names, name => name);
            Field(text, "accountSelector", _selectors.Canonical(accounts.Selector));
        }

        if (peer.Services is { } service) Field(text, "service", $"{service.Namespace}/{service.Name}");
    }

    private static void Http(StringBuilder text, HttpMatch http)
    {
        Field(text, "http", "given");
        List(text, "methods", http.Methods, method => method);
        List(text, "paths", http.Paths, path => $"{path.Exact}|{path.Prefix}");
        List(text, "headers", http.Headers, header => $"{header.Header}|{header.Operator}|{string.Join(',', header.Values)}");
    }

    private static string? Protocol(Protocol? protocol) =>
        protocol is not { } given ? null : given.IanaNumber?.ToString(CultureInfo.InvariantCulture) ?? given.ToString();

    private static string? Icmp(IcmpMatch? icmp) =>
        icmp is null ? null : string.Create(CultureInfo.InvariantCulture, $"{icmp.Type}/{icmp.Code}");

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void List<T>(StringBuilder text, string name, IReadOnlyList<T> items, Func<T, string> write)
    {
        if (items.Count == 1)
            Field(text, name, write(items[0]));
        else if (items.Count > 1)
            foreach (var item in items.Select(write).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)) Field(text, name, item);
    }

    /// <summary>The length keeps values from running into each other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Field(StringBuilder text, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value)) text.Append(name).Append('=').Append(value.Length).Append(':').Append(value).Append(';');
    }
}
