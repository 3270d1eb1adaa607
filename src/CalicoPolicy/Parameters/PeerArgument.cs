using System.Collections;
using System.Management.Automation;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Parameters;

/// <summary>Makes a peer of what was given at the prompt.</summary>
internal static class PeerArgument
{
    private static readonly string[] Keys =
    [
        "Selector", "NotSelector", "NamespaceSelector", "Net", "NotNet", "Port", "NotPort", "Domain",
        "ServiceAccount", "ServiceAccountSelector", "Service", "ServiceNamespace",
    ];

    public static PolicyPeer FromSelector(string selector)
    {
        SelectorArgument.Check(selector, nameof(PolicyPeer.Selector));
        return new PolicyPeer { Selector = selector };
    }

    /// <exception cref="ArgumentTransformationMetadataException">A key is not a parameter of New-PolicyPeer.</exception>
    public static PolicyPeer FromTable(IDictionary table)
    {
        var values = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in table)
        {
            var key = LabelArgument.ToText(entry.Key);
            if (!Keys.Contains(key, StringComparer.OrdinalIgnoreCase))
                throw new ArgumentTransformationMetadataException($"A peer has no '{key}'. Use: {string.Join(", ", Keys)}.");
            values.Add(key, entry.Value);
        }

        string? Text(string key) => values.TryGetValue(key, out var value) && value is not null ? LabelArgument.ToText(value) : null;
        IEnumerable<string> Texts(string key) => values.TryGetValue(key, out var value) ? Flatten(value) : [];
        return Make(
            Text("Selector"), Text("NotSelector"), Text("NamespaceSelector"), Texts("Net"), Texts("NotNet"), Texts("Port"), Texts("NotPort"),
            Texts("Domain"), Texts("ServiceAccount"), Text("ServiceAccountSelector"), Text("Service"), Text("ServiceNamespace"));
    }

    public static PolicyPeer Make(
        string? selector, string? notSelector, string? namespaceSelector, IEnumerable<string> nets, IEnumerable<string> notNets,
        IEnumerable<string> ports, IEnumerable<string> notPorts, IEnumerable<string> domains,
        IEnumerable<string> serviceAccounts, string? serviceAccountSelector, string? service, string? serviceNamespace)
    {
        SelectorArgument.Check(selector, nameof(PolicyPeer.Selector));
        SelectorArgument.Check(notSelector, nameof(PolicyPeer.NotSelector));
        SelectorArgument.Check(namespaceSelector, nameof(PolicyPeer.NamespaceSelector));
        SelectorArgument.Check(serviceAccountSelector, "ServiceAccountSelector");
        var names = ValueList.Of(serviceAccounts);
        return new PolicyPeer
        {
            Selector = selector,
            NotSelector = notSelector,
            NamespaceSelector = namespaceSelector,
            Nets = ValueList.Of(nets),
            NotNets = ValueList.Of(notNets),
            Ports = [.. ports.Select(port => new PolicyPort(port))],
            NotPorts = [.. notPorts.Select(port => new PolicyPort(port))],
            Domains = ValueList.Of(domains),
            ServiceAccounts = names.Count == 0 && serviceAccountSelector is null
                ? null
                : new ServiceAccountMatch { Names = names, Selector = serviceAccountSelector },
            Services = service is null && serviceNamespace is null ? null : new ServiceMatch { Name = service ?? string.Empty, Namespace = serviceNamespace },
        };
    }

    private static IEnumerable<string> Flatten(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        null => [],
        string text => [text],
        IEnumerable many => many.Cast<object?>().Select(LabelArgument.ToText),
        var one => [LabelArgument.ToText(one)],
    };
}
