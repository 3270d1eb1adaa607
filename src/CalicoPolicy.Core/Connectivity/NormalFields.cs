using System.Collections.Frozen;
using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Connectivity;

/// <summary>What the fields of a kind mean: which lists are sets, which texts selectors, and what says as much as nothing.</summary>
internal sealed class NormalFields
{
    private static readonly FrozenSet<string> Selectors = Names("selector", "notSelector", "namespaceSelector", "serviceAccountSelector");
    private static readonly FrozenSet<string> Nets = Names("nets", "notNets");
    private static readonly FrozenSet<string> Domains = Names("domains", "allowedEgressDomains");

    // Of Calico's own kinds. Maps whose keys are people's own, and unknown fields, are left alone.
    private static readonly NormalFields Calico = new(
        open: Names("metadata", "spec", "ingress", "egress", "source", "destination", "serviceAccounts", "http"),
        sets: Names("nets", "notNets", "domains", "allowedEgressDomains", "ports", "notPorts", "names", "methods", "types", "performanceHints"),
        emptyLists: Names(
            "nets", "notNets", "domains", "allowedEgressDomains", "ports", "notPorts", "names", "methods", "paths", "performanceHints", "ingress", "egress", "ownerReferences"),
        emptyMaps: Names("labels", "annotations", "metadata", "source", "destination", "serviceAccounts"));

    private static readonly NormalFields Kubernetes = new(
        open: Names("metadata", "spec", "ingress", "egress", "podSelector", "namespaceSelector", "ipBlock"),
        sets: Names("policyTypes", "from", "to", "ports", "except", "matchExpressions", "values"),
        emptyLists: Names("ingress", "egress", "from", "to", "ports", "except", "matchExpressions", "ownerReferences"),
        emptyMaps: Names("labels", "annotations", "matchLabels"));

    private static readonly NormalFields Others = new(Names("metadata"), Names(), Names("ownerReferences"), Names("labels", "annotations"));

    private readonly FrozenSet<string> _open;
    private readonly FrozenSet<string> _sets;
    private readonly FrozenSet<string> _emptyLists;
    private readonly FrozenSet<string> _emptyMaps;

    private NormalFields(FrozenSet<string> open, FrozenSet<string> sets, FrozenSet<string> emptyLists, FrozenSet<string> emptyMaps)
    {
        _open = open;
        _sets = sets;
        _emptyLists = emptyLists;
        _emptyMaps = emptyMaps;
    }

    /// <summary>The fields of a resource's kind.</summary>
    public static NormalFields Of(Resource resource) => resource switch
    {
        TieredPolicy or AddressSet => Calico,
        KubernetesPolicy => Kubernetes,
        _ => Others,
    };

    /// <summary>Whether the fields of an object, or of a list's objects, are those of Calico or Kubernetes.</summary>
    public bool IsOpen(string key) => _open.Contains(key);

    /// <summary>Whether a list has no order.</summary>
    public bool IsSet(string key) => _sets.Contains(key);

    /// <summary>Whether a field says as much as if it were not there.</summary>
    public bool IsAbsent(string key, TreeNode value, int depth) => value switch
    {
        TreeSequence { Items.Count: 0 } => _emptyLists.Contains(key),

        // In a peer of Kubernetes an empty selector selects all, and none none.
        TreeMapping { Fields.Count: 0 } => _emptyMaps.Contains(key) || (this == Kubernetes && key == "podSelector" && depth == 1),
        TreeScalar { Kind: ScalarKind.String, Text.Length: 0 } => this == Calico && Selectors.Contains(key),
        _ => false,
    };

    /// <summary>A value in the one spelling that stands for all that mean the same.</summary>
    public TreeScalar Scalar(string key, TreeScalar value)
    {
        if (this != Calico) return value;
        if (Selectors.Contains(key) && value.Text.Length > 0)
            return Selector.TryParse(value.Text, out var selector, out _) ? Text(selector.Canonical) : value;
        return key is "protocol" or "notProtocol" ? Text(ProtocolName(value.Text)) : value;
    }

    /// <summary>A member of a set in the one spelling that stands for all that mean the same. Always a node of its own.</summary>
    public TreeScalar Member(string key, TreeScalar value)
    {
        if (this == Calico && Nets.Contains(key) && Cidr.TryParse(value.Text, out var cidr)) return Text(cidr.ToString());
        if (this == Calico && Domains.Contains(key)) return Text(value.Text.ToLowerInvariant());
        return new TreeScalar(value.Kind, value.Text, value.Span);
    }

    private static string ProtocolName(string text) => new Protocol(text).IanaNumber switch
    {
        1 => "ICMP",
        6 => "TCP",
        17 => "UDP",
        58 => "ICMPv6",
        132 => "SCTP",
        136 => "UDPLite",
        _ => text,
    };

    private static TreeScalar Text(string text) => new(ScalarKind.String, text, default);

    private static FrozenSet<string> Names(params string[] names) => names.ToFrozenSet(StringComparer.Ordinal);
}
