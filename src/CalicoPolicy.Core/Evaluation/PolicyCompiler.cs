using CalicoPolicy.Core.Conversion;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>Makes policies ready to be evaluated. Each distinct selector is matched against the snapshot once, and equal lists of blocks are one.</summary>
internal sealed class PolicyCompiler
{
    private readonly DataplaneKind _dataplane;
    private readonly PolicySnapshot _snapshot;
    private readonly SelectorTable _selectors;
    private readonly ServiceIndex _services;
    private readonly Dictionary<string, AddressBlocks?> _blocks = new(StringComparer.Ordinal);
    private readonly HashSet<string> _domains = new(StringComparer.Ordinal);

    public PolicyCompiler(PolicySnapshot snapshot, DataplaneKind dataplane)
    {
        _dataplane = dataplane;
        _snapshot = snapshot;
        _selectors = new(snapshot);
        _services = new(snapshot);
    }

    /// <summary>The distinct selectors of what was compiled so far.</summary>
    public IEnumerable<SelectorEntry> Selectors => _selectors.Entries;

    /// <summary>The lists of address blocks of what was compiled so far.</summary>
    public IEnumerable<AddressBlocks> Blocks => _blocks.Values.OfType<AddressBlocks>();

    /// <summary>The services of what was compiled so far.</summary>
    public IEnumerable<ServiceMembers> Services => _services.Members;

    /// <summary>The domains of what was compiled so far.</summary>
    public IReadOnlyCollection<string> Domains => _domains;

    /// <summary>The policy; null where a selector of it is none, with which Felix takes the policy for missing.</summary>
    public CompiledPolicy? Compile(ConvertedPolicy converted)
    {
        var policy = converted.Policy!;
        var selector = SelectorOf(policy);
        SelectorEntry? entry = null;
        if (selector.Length > 0 && (entry = _selectors.Find(selector)) is null) return null;

        // No defaulting by rules comes between where Calico made the policy of one of Kubernetes (felix/calc/policy_sorter.go).
        var isConverted = !ReferenceEquals(converted.Original, policy);
        var governsBoth = isConverted && policy.DeclaredTypes.Count == 0;
        var ingress = Rules(converted, PolicyType.Ingress);
        var egress = Rules(converted, PolicyType.Egress);
        if (ingress is null || egress is null) return null;
        return new()
        {
            Source = converted.Original,
            Policy = policy,
            Selector = entry,
            HasIngress = governsBoth || policy.Types.Contains(PolicyType.Ingress),
            HasEgress = governsBoth || policy.Types.Contains(PolicyType.Egress),
            Ingress = ingress,
            Egress = egress,
        };
    }

    /// <summary>The rules of a profile; null like those of a policy.</summary>
    public CompiledRule[]? Compile(Profile profile, bool isIngress)
    {
        var rules = isIngress ? profile.Ingress : profile.Egress;
        var path = FieldPath.Root["spec"][isIngress ? "ingress" : "egress"];
        var compiled = new CompiledRule[rules.Count];
        for (var index = 0; index < compiled.Length; index++)
        {
            // Pass leads to the next profile; in eBPF it denies (felix/bpf/polprog/pol_prog_builder.go).
            var given = rules[index];
            if (_dataplane == DataplaneKind.Ebpf && given.Action == PolicyAction.Pass) given = given with { Action = PolicyAction.Deny };
            if (Compile(given, path[index], ns: string.Empty, isIngress) is not { } rule) return null;
            compiled[index] = rule;
        }

        return compiled;
    }

    /// <summary>The selector of the endpoints that a policy applies to, as the engine has it; empty: all.</summary>
    public static string SelectorOf(TieredPolicy policy) => policy is GlobalPolicy global
        ? EngineSelectors.ForGlobalNetworkPolicy(policy.Selector ?? string.Empty, global.NamespaceSelector ?? string.Empty, policy.ServiceAccountSelector ?? string.Empty)
        : EngineSelectors.ForNetworkPolicy(policy.Namespace ?? "default", policy.Selector ?? string.Empty, policy.ServiceAccountSelector ?? string.Empty);

    private CompiledRule[]? Rules(ConvertedPolicy converted, PolicyType direction)
    {
        var policy = converted.Policy!;
        var rules = policy.RulesOf(direction);
        var paths = converted.PathsOf(direction);
        var list = FieldPath.Root["spec"][direction == PolicyType.Ingress ? "ingress" : "egress"];
        var ns = policy.IsNamespaced ? policy.Namespace ?? "default" : string.Empty;
        var compiled = new CompiledRule[rules.Count];
        for (var index = 0; index < compiled.Length; index++)
        {
            if (Compile(rules[index], paths.Count > index ? paths[index] : list[index], ns, direction == PolicyType.Ingress) is not { } rule) return null;
            compiled[index] = rule;
        }

        return compiled;
    }

    private CompiledRule? Compile(PolicyRule rule, FieldPath path, string ns, bool isIngress)
    {
        var countsDomains = !isIngress && rule.Action == PolicyAction.Allow;
        if (Compile(rule.Source, ns, countsDomains: false) is not { } source || Compile(rule.Destination, ns, countsDomains) is not { } destination) return null;
        return new(rule, path, source, destination, _dataplane);
    }

    private PeerMatch? Compile(PolicyPeer peer, string ns, bool countsDomains)
    {
        var selectors = PeerSelectors.Of(ns, peer);
        SelectorEntry? positive = null, negated = null;
        _domains.UnionWith(peer.Domains);
        if (selectors.Positive.Length > 0 && (positive = _selectors.Find(selectors.Positive)) is null) return null;
        if (selectors.Negated.Length > 0 && (negated = _selectors.Find(selectors.Negated)) is null) return null;
        return new()
        {
            Selector = positive,
            NotSelector = negated,
            Nets = BlocksOf(peer.Nets),
            NotNets = BlocksOf(peer.NotNets),
            Ports = PortMatch.Of(peer.Ports),
            NotPorts = PortMatch.Of(peer.NotPorts),
            Domains = [.. peer.Domains],
            CountsDomains = countsDomains,
            Service = peer.Services is { } service
                ? _services.Find(string.IsNullOrEmpty(service.Namespace) ? ns : service.Namespace, service.Name)
                : null,
        };
    }

    private AddressBlocks? BlocksOf(IReadOnlyList<string> nets)
    {
        if (nets.Count == 0) return null;
        var key = nets.Count == 1 ? nets[0] : string.Join('\n', nets);
        if (!_blocks.TryGetValue(key, out var blocks)) _blocks.Add(key, blocks = AddressBlocks.Of(nets, _snapshot.Pools));
        return blocks;
    }
}
