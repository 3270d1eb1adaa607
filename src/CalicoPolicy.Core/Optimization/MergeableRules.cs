using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Optimization;

/// <summary>
/// Rules of one direction that one rule could replace. They are merged along one list after the other (nets, ports, domains), each
/// time only where all the other lists are the same, so that a full grid of hosts and ports becomes one and a mere pair of hosts
/// with different ports does not. Rules are not merged across one with another action, nor addresses across IP versions.
/// </summary>
internal sealed class MergeableRules
{
    /// <summary>The lists that may differ.</summary>
    public const RuleParts Varying = RuleParts.SourceNets | RuleParts.DestinationNets
        | RuleParts.SourcePorts | RuleParts.DestinationPorts | RuleParts.Domains;

    private static readonly (string Field, Func<PolicyRule, IEnumerable<string>> List)[] Lists =
    [
        ("destination.nets", rule => rule.Destination.Nets),
        ("source.nets", rule => rule.Source.Nets),
        ("destination.ports", rule => rule.Destination.Ports.Select(port => port.ToString())),
        ("source.ports", rule => rule.Source.Ports.Select(port => port.ToString())),
        ("destination.domains", rule => rule.Destination.Domains.Select(domain => domain.ToLowerInvariant())),
    ];

    private readonly List<RulePlace> _rules = [];
    private readonly SortedSet<int> _merged = [];
    private readonly string _rest;
    private readonly string[][] _lists;

    private MergeableRules(RulePlace rule, RuleContent content)
    {
        _rules.Add(rule);
        _rest = $"{content.Of(rule.Rule, Varying)}|{Family(rule.Rule)}|{string.Join(',', rule.Rule.Source.Domains)}";
        _lists = [.. Lists.Select(list => Sorted(list.List(rule.Rule)))];
    }

    /// <summary>The rules, at least two, in their order.</summary>
    public IReadOnlyList<RulePlace> Rules => _rules;

    /// <summary>The fields in which they differ.</summary>
    public IEnumerable<string> Fields => _merged.Select(index => Lists[index].Field);

    /// <summary>The groups of a direction, by their first rule.</summary>
    public static IEnumerable<MergeableRules> Of(TieredPolicy policy, PolicyType direction, RuleContext context)
    {
        if (policy.RulesOf(direction).Count < 2) yield break;
        var content = new RuleContent(SelectorCache.Of(context));
        var run = new MergeableRun(SelectorCache.Of(context));
        var action = default(PolicyAction);
        foreach (var rule in context.RulesOf(policy))
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            if (rule.Direction != direction) continue;
            if (rule.Rule.Action != action || rule.Rule.Action == PolicyAction.Log)
            {
                foreach (var group in Merge(run.Take(), content)) yield return group;
                action = rule.Rule.Action;
            }

            if (rule.Rule.Action.IsTerminal && rule.Rule.IsFullyKnown()) run.Add(rule);
        }

        foreach (var group in Merge(run.Take(), content)) yield return group;
    }

    private static IEnumerable<MergeableRules> Merge(IReadOnlyList<RulePlace> rules, RuleContent content)
    {
        if (rules.Count < 2) return [];

        // Twins are CP1017's.
        List<MergeableRules> run =
            [.. rules.Select(rule => new MergeableRules(rule, content)).DistinctBy(group => group.Key(without: -1), StringComparer.Ordinal)];
        for (var list = 0; list < Lists.Length && run.Count > 1; list++) run = Merge(run, list);
        return run.Where(group => group._rules.Count > 1);
    }

    private static List<MergeableRules> Merge(List<MergeableRules> run, int list)
    {
        var kept = new List<MergeableRules>(run.Count);
        var groups = new Dictionary<string, List<MergeableRules>>(StringComparer.Ordinal);
        foreach (var group in run)
        {
            // An empty list means any: such a rule covers the others and is CP1017's.
            var key = group.Key(without: list);
            if (group._lists[list].Length > 0 && groups.TryGetValue(key, out var alike))
            {
                alike.Add(group);
                continue;
            }

            if (group._lists[list].Length > 0) groups.Add(key, [group]);
            kept.Add(group);
        }

        foreach (var alike in groups.Values)
        {
            if (alike.Count > 1) alike[0].Absorb(alike, list);
        }

        return kept;
    }

    private void Absorb(List<MergeableRules> all, int list)
    {
        _lists[list] = Sorted(all.SelectMany(group => group._lists[list]));
        _merged.Add(list);
        foreach (var group in all.Skip(1))
        {
            _rules.AddRange(group._rules);
            _merged.UnionWith(group._merged);
        }

        _rules.Sort((left, right) => left.Index.CompareTo(right.Index));
    }

    private string Key(int without) =>
        $"{_rest}|{string.Join('|', _lists.Select((list, index) => index == without ? "*" : string.Join(',', list)))}";

    private static string Family(PolicyRule rule)
    {
        var nets = rule.Source.Nets.Concat(rule.Destination.Nets).ToList();
        if (nets.Count == 0) return "any";
        if (nets.TrueForAll(net => Cidr.TryParse(net, out var cidr) && !cidr.IsIPv6)) return "4";
        return nets.TrueForAll(net => Cidr.TryParse(net, out var cidr) && cidr.IsIPv6) ? "6" : string.Join(',', nets);
    }

    private static string[] Sorted(IEnumerable<string> items) => [.. items.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
