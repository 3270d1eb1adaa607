using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Dataplane;

/// <summary>
/// The address blocks of a rule that count in one IP family. A rule that has blocks on some side, but none of the family, is not there
/// in that family at all; nor is one that excludes every address (felix/rules/policy.go, FilterRuleToIPVersion).
/// </summary>
internal static class FamilyNets
{
    /// <summary>The blocks of the family; null where the rule is not there. What is no block is passed over.</summary>
    public static IReadOnlyList<Cidr>? Of(IReadOnlyList<string> nets, bool isIPv6, bool isNegated)
    {
        if (nets.Count == 0) return [];
        var kept = new List<Cidr>(nets.Count);
        var hasOther = false;
        foreach (var net in nets)
        {
            if (!Cidr.TryParse(net, out var block)) continue;
            if (block.IsIPv6 != isIPv6)
            {
                hasOther = true;
                continue;
            }

            if (isNegated && block.IsEverything) return null;
            kept.Add(block);
        }

        return kept.Count == 0 && hasOther ? null : kept;
    }

    /// <summary>Whether a rule is for the family by its version, or by the name of its protocol (not its number).</summary>
    public static bool IsFor(PolicyRule rule, bool isIPv6)
    {
        var version = rule.IPVersion ?? rule.Protocol?.Name switch
        {
            "ICMP" => 4,
            "ICMPv6" => 6,
            _ => null,
        };
        return version is null || version == (isIPv6 ? 6 : 4);
    }
}
