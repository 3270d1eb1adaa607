using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Validation.Constraints;

/// <summary>How long lists may be, and which may hold nothing twice (maxItems and list types of Calico's CRDs).</summary>
internal sealed class ListLimits : Constraint
{
    private const int MostRules = 1024;
    private const int MostNets = 256;
    private const int MostPorts = 50;

    private static readonly FieldPath Spec = FieldPath.Root["spec"];

    public override void Check(Resource subject, Violations violations)
    {
        switch (subject)
        {
            case TieredPolicy policy:
                CheckTypes(policy.DeclaredTypes, Spec["types"], violations);
                CheckUnique(policy.PerformanceHints, Spec["performanceHints"], "performance hint", violations);
                CheckRules(policy.Ingress.Count, "ingress", violations);
                CheckRules(policy.Egress.Count, "egress", violations);
                break;
            case KubernetesPolicy policy:
                CheckTypes(policy.DeclaredTypes, Spec["policyTypes"], violations);
                break;
        }

        foreach (var rule in violations.Rules)
        {
            CheckPeer(rule.Rule.Source, rule.Path, "source", violations);
            CheckPeer(rule.Rule.Destination, rule.Path, "destination", violations);
        }
    }

    /// <summary>Reports each item that was there before.</summary>
    internal static void CheckUnique(IReadOnlyList<string> items, FieldPath path, string what, Violations violations)
    {
        if (items.Count < 2) return;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < items.Count; index++)
        {
            if (!seen.Add(items[index]))
                violations.Add(path[index], "twice", $"The {what} '{items[index]}' stands here a second time.", "Remove it.", $"{what} {items[index]}");
        }
    }

    private static void CheckTypes(IReadOnlyList<PolicyType> types, FieldPath path, Violations violations)
    {
        if (types is ValueList<PolicyType> { Count: 0, IsDeclared: true })
        {
            violations.Add(path, "no types", $"{path.Name} is there and empty; the API wants one or two of Ingress and Egress.", $"Name the directions, or remove {path.Name}.");
            return;
        }

        if (types.Count > 1 && types.Distinct().Count() < types.Count)
            violations.Add(path, "types twice", $"{path.Name} names a direction twice.", "Name each of Ingress and Egress once at most.");
    }

    private static void CheckRules(int count, string list, Violations violations)
    {
        if (count > MostRules)
            violations.Add(Spec[list], "rules", $"The policy has {count} {list} rules; Calico takes {MostRules}.", "Use network sets instead of a rule per address, or split the policy.", list);
    }

    private static void CheckPeer(PolicyPeer peer, FieldPath rule, string side, Violations violations)
    {
        if (ReferenceEquals(peer, PolicyPeer.None)) return;
        CheckCount(peer.Nets.Count, MostNets, "nets", "Put the addresses into a network set and select it.");
        CheckCount(peer.NotNets.Count, MostNets, "notNets", "Put the addresses into a network set and use notSelector.");
        CheckCount(peer.Ports.Count, MostPorts, "ports", "Use ranges such as '8000:8099', or more rules.");
        CheckCount(peer.NotPorts.Count, MostPorts, "notPorts", "Use ranges such as '8000:8099'.");
        if (peer.Nets.Count > 1) CheckUnique(peer.Nets, rule[side]["nets"], "net", violations);
        if (peer.NotNets.Count > 1) CheckUnique(peer.NotNets, rule[side]["notNets"], "net", violations);
        if (peer.ServiceAccounts is { Names.Count: > 1 } accounts) CheckUnique(accounts.Names, rule[side]["serviceAccounts"]["names"], "service account", violations);

        void CheckCount(int count, int most, string list, string recommendation)
        {
            if (count > most)
                violations.Add(rule[side][list], "count", $"{side}.{list} has {count} entries; Calico takes {most}.", recommendation, $"{side}.{list} {count}");
        }
    }
}
