using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Authoring;

/// <summary>
/// Checks rules and peers before they are in a policy: by the rules on whole policies, put in each place where they may come to stand.
/// What Calico rejects in all of them is wrong already; what depends on the place is found when the policy is made.
/// </summary>
public static class RuleChecking
{
    private static readonly RuleOptions Rejected = new() { MinimumSeverity = FindingSeverity.Error, PassesUnknownFields = true };
    private static readonly RulePlace[] Places = [new(PolicyType.Ingress, 0, new()), new(PolicyType.Egress, 0, new())];
    private static readonly string[] Sides = ["source", "destination"];

    /// <summary>Why Calico would reject a rule in any policy.</summary>
    public static IReadOnlyList<RuleFault> FaultsOf(PolicyRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return Common([.. Places.Select(place => Faults(rule, place, string.Empty))]);
    }

    /// <summary>Why Calico would reject a rule with this peer, on either side and in any policy. Ports are taken for those of TCP.</summary>
    public static IReadOnlyList<RuleFault> FaultsOf(PolicyPeer peer)
    {
        ArgumentNullException.ThrowIfNull(peer);
        var rule = new PolicyRule { Action = PolicyAction.Allow, Protocol = Protocol.Tcp };
        return Common(
        [
            .. from place in Places
               from side in Sides
               select Faults(side == "source" ? rule with { Source = peer } : rule with { Destination = peer }, place, side + "."),
        ]);
    }

    private static List<RuleFault> Common(List<RuleFault>[] all) =>
        all[0].FindAll(fault => all.All(others => others.Exists(other => other.Field == fault.Field && other.Message == fault.Message)));

    private static List<RuleFault> Faults(PolicyRule rule, RulePlace place, string side)
    {
        NetworkPolicy policy = new() { Metadata = new() { Name = "rule" } };
        policy = place.Direction == PolicyType.Ingress ? policy with { Ingress = [rule] } : policy with { Egress = [rule] };
        var start = place.Path.ToString().Length + 1;
        return
        [
            .. RuleRunner.Run([policy], ValidationRules.Group, Rejected).Select(finding => new RuleFault(
                Without(finding.JsonPath.Length <= start ? string.Empty : finding.JsonPath[start..], side),
                Here(finding.Message, place, side),
                Here(finding.Recommendation, place, side))),
        ];
    }

    private static string Without(string field, string side) => side.Length > 0 && field.StartsWith(side, StringComparison.Ordinal) ? field[side.Length..] : field;

    /// <summary>A text without the place that the rule does not have yet.</summary>
    private static string Here(string text, RulePlace place, string side)
    {
        text = text.Replace($" of {place}", string.Empty, StringComparison.Ordinal).Replace(place.ToString(), "The rule", StringComparison.Ordinal);
        return side.Length == 0 ? text : text.Replace(side, string.Empty, StringComparison.Ordinal).Replace($"The {side[..^1]}:", "The peer:", StringComparison.Ordinal);
    }
}
