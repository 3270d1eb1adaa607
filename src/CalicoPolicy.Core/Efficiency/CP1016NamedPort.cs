using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// Ports by name: an IP set of addresses and port numbers for each, kept up with every pod (Calico Enterprise's documentation:
/// considerably more expensive than numbers). Found once for each direction of a policy.
/// </summary>
internal sealed class CP1016NamedPort : FindingRule<TieredPolicy>
{
    private const int Listed = 8;

    public CP1016NamedPort()
        : base(new("CP1016", "NamedPort", FindingSeverity.Low, "Rules match ports by name, which is considerably more expensive than by number."))
    {
    }

    protected override IEnumerable<Observation> Judge(TieredPolicy policy, RuleContext context)
    {
        if (!context.RulesOf(policy).Any(HasNamedPort)) yield break;
        foreach (var rules in context.RulesOf(policy).GroupBy(rule => rule.ListName))
        {
            var named = Named(rules).ToList();
            if (named.Count == 0) continue;
            List<string> names = [.. named.Select(one => one.Name).Distinct(StringComparer.Ordinal)];
            yield return new(
                named[0].Path,
                $"The {rules.Key} rules match {(names.Count == 1 ? "the port" : "the ports")} {RuleCost.Listed(names, Listed)} by name, which is "
                    + "considerably more expensive than by number: each name takes an IP set of addresses and ports, which changes with every pod.",
                $"Write the {(names.Count == 1 ? "number" : "numbers")} instead of {RuleCost.Listed(names, Listed)} in the ports of the {rules.Key} rules, "
                    + "if all pods that are meant use the same.")
            {
                Content = rules.Key,
                Saving = $"At least {RuleCost.Count(names.Count, "IP set")} on each node with a selected endpoint.",
            };
        }
    }

    private static IEnumerable<(string Name, FieldPath Path)> Named(IEnumerable<RulePlace> rules) =>
        from rule in rules
        where HasNamedPort(rule)
        from side in rule.Sides
        from list in ((string Field, IReadOnlyList<PolicyPort> Ports)[])[("ports", side.Peer.Ports), ("notPorts", side.Peer.NotPorts)]
        from port in list.Ports
        where port.IsNamed && IsName(port.Name!)
        select (port.Name!, rule.Path[side.Field][list.Field]);

    private static bool HasNamedPort(RulePlace rule) => IsAnyNamed(rule.Rule.Source.Ports) || IsAnyNamed(rule.Rule.Destination.Ports)
        || IsAnyNamed(rule.Rule.Source.NotPorts) || IsAnyNamed(rule.Rule.Destination.NotPorts);

    private static bool IsAnyNamed(IReadOnlyList<PolicyPort> ports)
    {
        for (var index = 0; index < ports.Count; index++)
        {
            if (ports[index].IsNamed) return true;
        }

        return false;
    }

    // What is no name is CP3001's.
    private static bool IsName(string text) => text.Length > 0 && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '.' or '-');
}
