using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Validation;

/// <summary>Criteria of one rule of which one excludes all that another lets in. O(criteria squared of a side), on short lists.</summary>
internal static class Contradictions
{
    public static IEnumerable<Observation> Of(RulePlace rule, SelectorCache selectors)
    {
        var (protocol, not) = (rule.Rule.Protocol, rule.Rule.NotProtocol);
        if (protocol is { IanaNumber: { } number } && not?.IanaNumber == number)
            yield return Wrong(rule, rule.Path["notProtocol"], "notProtocol", $"{rule} wants {protocol} and excludes it");
        if (rule.Rule is { Icmp: { } icmp, NotIcmp: { } notIcmp } && notIcmp.Type == icmp.Type && (notIcmp.Code is null || notIcmp.Code == icmp.Code))
            yield return Wrong(rule, rule.Path["notICMP"], "notICMP", $"notICMP of {rule} excludes what icmp wants");
        foreach (var (side, peer) in rule.Sides)
        {
            if (peer.NotNets.Count > 0 && peer.Nets.Count > 0 && peer.Nets.All(net => IsExcluded(net, peer.NotNets)))
                yield return Wrong(rule, rule.Path[side]["notNets"], $"{side}.notNets", $"{side}.notNets of {rule} excludes every block of nets");
            if (peer.NotPorts.Count > 0 && peer.Ports.Count > 0 && peer.Ports.All(port => IsExcluded(port, peer.NotPorts)))
                yield return Wrong(rule, rule.Path[side]["notPorts"], $"{side}.notPorts", $"{side}.notPorts of {rule} excludes every one of ports");
            if (selectors.Find(peer.NotSelector) is { } excluded && selectors.Find(peer.Selector) is { } wanted
                && selectors.IsSatisfiable(wanted) && selectors.Excludes(wanted, excluded))
                yield return Wrong(rule, rule.Path[side]["notSelector"], $"{side}.notSelector", $"{side}.notSelector of {rule} excludes all that selector selects");
        }
    }

    private static bool IsExcluded(string net, IReadOnlyList<string> notNets) =>
        Cidr.TryParse(net, out var block) && notNets.Any(other => Cidr.TryParse(other, out var excluded) && excluded.Contains(block));

    private static bool IsExcluded(PolicyPort port, IReadOnlyList<PolicyPort> notPorts) => notPorts.Any(other =>
        port.IsNamed ? port.Name == other.Name : !other.IsNamed && other.Min <= port.Min && port.Max <= other.Max);

    private static Observation Wrong(RulePlace rule, FieldPath path, string content, string message) =>
        new(path, $"{message}, so that this {rule.Rule.Action} rule never matches.", "Take out the criteria that contradict each other.") { Content = content };
}
