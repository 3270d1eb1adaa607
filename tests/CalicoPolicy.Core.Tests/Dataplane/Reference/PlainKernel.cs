using CalicoPolicy.Core.Dataplane;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Tests.Evaluation.Reference;

namespace CalicoPolicy.Core.Tests.Dataplane.Reference;

/// <summary>
/// What Felix programs on a node in one IP family, chain for chain as text (calico-dataplane.md 4.3), from the plain reading of a cluster
/// of which everything is known.
/// </summary>
internal sealed class PlainKernel
{
    private readonly PlainCluster _cluster;
    private readonly CostOptions _options;
    private readonly bool _isIPv6;

    public PlainKernel(PlainCluster cluster, IReadOnlyList<Party> endpoints, CostOptions options, bool isIPv6)
    {
        (_cluster, _options, _isIPv6) = (cluster, options, isIPv6);
        foreach (var policy in cluster.Policies.Where(IsOnEveryNode).Where(IsEnforced))
        {
            Policy("filter", policy, isIngress: true);
            Policy("filter", policy, isIngress: false);
        }

        // Of several hosts' endpoints of one interface the first by name counts.
        endpoints = [.. endpoints.Where(one => one.Kind == PartyKind.Pod || !endpoints.Any(other => other.Kind == PartyKind.Host && other.Interface == one.Interface
            && string.CompareOrdinal(other.Resource!.Name, one.Resource!.Name) < 0))];
        foreach (var endpoint in endpoints) Endpoint(endpoint);
        Dispatch(endpoints);
    }

    /// <summary>The chains by table and name.</summary>
    public Dictionary<string, IReadOnlyList<KernelRule>> Chains { get; } = [];

    /// <summary>The chains without those that are the same on each node.</summary>
    public IEnumerable<IReadOnlyList<KernelRule>> Counted => Chains.Where(chain => !chain.Key.Contains("failsafe", StringComparison.Ordinal)).Select(chain => chain.Value);

    /// <summary>The most rules that a first packet to or from an endpoint is compared with.</summary>
    public int Longest(Party endpoint, bool isIngress)
    {
        int Of(string table, string prefix) => Chains.ContainsKey($"{table}/{prefix}-{endpoint.Resource!.Name}-{endpoint.Namespace}")
            ? PacketWalk.Of(Chains, $"{table}/{prefix}-{endpoint.Resource.Name}-{endpoint.Namespace}").Longest : 0;

        if (endpoint.Kind == PartyKind.Pod) return Of("filter", isIngress ? "tw" : "fw");
        return isIngress
            ? Of("raw", "fh") + Of("mangle", "fh") + Math.Max(Of("filter", "fh"), Of("filter", "fhfw"))
            : Of("raw", "th") + Math.Max(Of("filter", "th") + Of("mangle", "th"), Of("filter", "thfw"));
    }

    /// <summary>The policies that select an endpoint, and are at some place of it.</summary>
    private List<PlainTier> Tiers(Party endpoint, Func<PlainPolicy, bool> isThere) => World.Try(world => PlainTiers.Of(
        _cluster.Resources, [.. _cluster.Policies.Where(isThere).Where(policy => _cluster.Selection.Selects(policy.Policy, endpoint, world))], isComplete: true, world, "any").ToList()).First();

    private static bool IsEnforced(PlainPolicy policy) => policy.Original is not IStagedPolicy;

    private static bool IsOnEveryNode(PlainPolicy policy) => policy.Policy.PerformanceHints.Contains("AssumeNeededOnEveryNode");

    private void Endpoint(Party endpoint)
    {
        var normal = Tiers(endpoint, policy => !policy.IsUntracked && !policy.IsPreDnat);
        if (endpoint.Kind == PartyKind.Pod)
        {
            Chain("filter", "tw", endpoint, true, normal, "ACCEPT");
            Chain("filter", "fw", endpoint, false, normal, "ACCEPT");
            return;
        }

        Chain("filter", "fh", endpoint, true, normal, "ACCEPT");
        Chain("filter", "th", endpoint, false, normal, "ACCEPT");
        Chain("mangle", "th", endpoint, false, normal, "RETURN");
        var forward = Tiers(endpoint, policy => policy.IsForForwarded);
        Chain("filter", "fhfw", endpoint, true, forward, "ACCEPT");
        Chain("filter", "thfw", endpoint, false, forward, "ACCEPT");
        var preDnat = Tiers(endpoint, policy => policy.IsPreDnat);
        if (preDnat.Count > 0) Chain("mangle", "fh", endpoint, true, preDnat, "ACCEPT");
        var untracked = Tiers(endpoint, policy => policy.IsUntracked);
        if (untracked.Count == 0 || endpoint.Interface == "*") return;
        Chain("raw", "fh", endpoint, true, untracked, "ACCEPT");
        Chain("raw", "th", endpoint, false, untracked, "ACCEPT");
    }

    private void Chain(string table, string prefix, Party endpoint, bool isIngress, List<PlainTier> tiers, string allow)
    {
        var lines = new List<KernelRule>();
        var isForward = prefix.EndsWith("fw", StringComparison.Ordinal) && prefix.Length == 4;
        var isNormal = !isForward && (table == "filter" || (table == "mangle" && !isIngress));
        if (table != "raw")
        {
            if (allow != "ACCEPT") lines.Add(new(["ctstate RELATED,ESTABLISHED"], "MARK set accept"));
            lines.Add(new(["ctstate RELATED,ESTABLISHED"], allow));
            lines.Add(new(["ctstate INVALID"], "DROP"));
        }

        if (endpoint.Kind == PartyKind.Host && !isForward)
        {
            lines.Add(new([], "JUMP failsafe"));
            Chains["failsafe"] = [.. Enumerable.Range(0, 9).Select(port => new KernelRule([$"-p {port}"], "ACCEPT"))];
        }

        lines.Add(new([], "MARK clear accept,pass"));
        if (endpoint.Kind == PartyKind.Pod && !isIngress)
        {
            lines.Add(new(["-p udp vxlan"], "DROP"));
            lines.Add(new(["-p ipip"], "DROP"));
        }

        foreach (var tier in tiers)
        {
            PlainPolicy[] policies = [.. tier.Policies.Where(policy => policy.Governs(isIngress))];
            if (policies.Length == 0) continue;
            lines.Add(new([], "MARK clear pass"));
            foreach (var chain in Groups(table, policies, isIngress))
            {
                lines.Add(new(["mark clear pass"], $"JUMP {chain}"));
                if (table == "raw") lines.Add(new(["mark set accept"], "NOTRACK"));
                lines.Add(new(["mark set accept"], "RETURN"));
            }

            if (!isNormal && !isForward) continue;
            if (_options.LogsFlows) lines.Add(new(["mark clear pass"], "NFLOG"));
            if (policies.Any(IsEnforced) && !tier.Passes) lines.Add(new(["mark clear pass"], "DROP"));
        }

        if (isForward && tiers.Count == 0)
        {
            lines.Add(new([], "MARK set accept"));
            lines.Add(new([], "RETURN"));
        }

        if (isNormal)
        {
            foreach (var profile in endpoint.Profiles)
            {
                lines.Add(new([], $"JUMP {Profile(table, profile, isIngress)}"));
                lines.Add(new(["mark set accept"], "RETURN"));
            }

            if (_options.LogsFlows) lines.Add(new([], "NFLOG"));
            lines.Add(new([], "DROP"));
        }

        Chains[$"{table}/{prefix}-{endpoint.Resource!.Name}-{endpoint.Namespace}"] = lines;
    }

    /// <summary>The chains to jump to: consecutive policies with the same selector are a group, which has a chain where two or more are in force.</summary>
    private IEnumerable<string> Groups(string table, PlainPolicy[] policies, bool isIngress)
    {
        for (var first = 0; first < policies.Length;)
        {
            var next = first;
            while (next < policies.Length && SelectorOf(policies[next]) == SelectorOf(policies[first])) next++;
            PlainPolicy[] group = policies[first..next];
            PlainPolicy[] enforced = [.. group.Where(IsEnforced)];
            first = next;
            string[] chains = [.. enforced.Select(policy => Policy(table, policy, isIngress))];
            if (chains.Length <= 1)
            {
                foreach (var chain in chains) yield return chain;
                continue;
            }

            var name = $"{table}/g{(isIngress ? 'i' : 'o')}-{string.Join('+', group.Select(policy => policy.Key))}";
            var lines = new List<KernelRule>();
            for (var index = 0; index < chains.Length; index++)
            {
                if (index > 0 && index % 5 == 0) lines.Add(new(["mark set pass,accept"], "RETURN"));
                lines.Add(new(index % 5 == 0 ? [] : ["mark clear pass,accept"], $"JUMP {chains[index]}"));
            }

            Chains[name] = lines;
            yield return name;
        }
    }

    private static string SelectorOf(PlainPolicy policy) => Core.Selectors.Selector.Normalise(policy.Policy is GlobalPolicy global
        ? Core.Selectors.EngineSelectors.ForGlobalNetworkPolicy(global.Selector ?? "", global.NamespaceSelector ?? "", global.ServiceAccountSelector ?? "")
        : Core.Selectors.EngineSelectors.ForNetworkPolicy(policy.Policy.Namespace ?? "default", policy.Policy.Selector ?? "", policy.Policy.ServiceAccountSelector ?? ""));

    private string Policy(string table, PlainPolicy policy, bool isIngress)
    {
        var name = $"{table}/p{(isIngress ? 'i' : 'o')}-{policy.Key}";
        Chains[name] = RuleText.Chain(policy.Rules(isIngress), _isIPv6, _options.LogsFlows && !policy.IsUntracked);
        return name;
    }

    private string Profile(string table, string profile, bool isIngress)
    {
        var allow = new PolicyRule { Action = PolicyAction.Allow };
        IReadOnlyList<PolicyRule> Of(bool ingress) => _cluster.Resources.OfType<Profile>().FirstOrDefault(known => known.Name == profile) is { } known ? ingress ? known.Ingress : known.Egress
            : profile.StartsWith("kns.", StringComparison.Ordinal) || profile == "projectcalico-default-allow" ? [allow]
            : profile.StartsWith("ksa.", StringComparison.Ordinal) ? [] : [allow with { Action = PolicyAction.Deny }];
        Chains[$"{table}/pro-{(isIngress ? 'i' : 'o')}-{profile}"] = RuleText.Chain(Of(isIngress), _isIPv6, _options.LogsFlows);
        return $"{table}/pro-{(isIngress ? 'i' : 'o')}-{profile}";
    }

    /// <summary>The tree that leads to each endpoint by the name of its interface.</summary>
    private void Dispatch(IReadOnlyList<Party> endpoints)
    {
        Party[] hosts = [.. endpoints.Where(endpoint => endpoint.Kind == PartyKind.Host)];
        string[] pods = [.. endpoints.Where(endpoint => endpoint.Kind == PartyKind.Pod).Select(pod => "cali" + Sha1($"{pod.Namespace}.{pod.Resource!.Name}")[..11])];
        foreach (var direction in (string[])["from", "to"])
        {
            if (_options.Dataplane == DataplaneMode.Nftables) Chains[$"filter/{direction}-wl-dispatch"] = [new(["vmap"], "MAP"), new([], "DROP")];
            else Tree($"filter/{direction}-wl-dispatch", pods, [new([], "DROP")]);
        }

        foreach (var (table, prefix) in ((string, string)[])[("filter", "fh"), ("filter", "th"), ("filter", "fhfw"), ("filter", "thfw"), ("mangle", "th"), ("mangle", "fh"), ("raw", "fh"), ("raw", "th")])
        {
            Party[] own = [.. hosts.Where(host => Chains.ContainsKey($"{table}/{prefix}-{host.Resource!.Name}-{host.Namespace}"))];
            if (own.Length == 0) continue;
            var hasAll = own.Any(host => host.Interface == "*");
            var end = new List<KernelRule>();
            if (hasAll && table != "filter" && prefix == "th") end.Add(new(["-o cali+"], "RETURN"));
            if (hasAll) end.Add(new([], "GOTO"));
            Tree($"{table}/{prefix}-dispatch", [.. own.Where(host => host.Interface != "*").Select(host => host.Interface!).Distinct()], end);
        }
    }

    private void Tree(string name, string[] interfaces, List<KernelRule> end)
    {
        var common = 0;
        while (interfaces.Length > 0 && interfaces.All(one => one.Length > common && one[common] == interfaces[0][common])) common++;
        var root = new List<KernelRule>();
        foreach (var branch in interfaces.GroupBy(one => one.Length > common ? one[..(common + 1)] : one))
        {
            root.Add(new([$"-i {branch.Key}"], "GOTO"));
            if (branch.Count() > 1) Chains[$"{name}-{branch.Key}"] = [.. branch.Select(one => new KernelRule([$"-i {one}"], "GOTO")), .. end];
        }

        Chains[name] = [.. root, .. end];
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "Calico names interfaces by it.")]
    private static string Sha1(string text) => Convert.ToHexString(System.Security.Cryptography.SHA1.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
}
