using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Validation.Constraints;

/// <summary>ICMP types and codes (CRD limits and CEL rules of Rule). notICMP needs no protocol.</summary>
internal sealed class RuleIcmp : RuleConstraint
{
    protected override void Check(RulePlace rule, Violations violations)
    {
        Check(rule, rule.Rule.Icmp, "icmp", violations);
        Check(rule, rule.Rule.NotIcmp, "notICMP", violations);
        if (rule.Rule.Icmp is not null && rule.Rule.Protocol is not { IanaNumber: 1 or 58 })
        {
            violations.Add(
                rule.Path["icmp"], "icmp protocol", $"{rule} has icmp, and its protocol is {(rule.Rule.Protocol is { } protocol ? protocol.ToString() : "not given")}.",
                "Write protocol: ICMP, or ICMPv6 for IPv6.");
        }
    }

    private static void Check(RulePlace rule, IcmpMatch? icmp, string field, Violations violations)
    {
        if (icmp is null) return;
        if (icmp.Type is < 0 or > 254)
            violations.Add(rule.Path[field]["type"], "icmp type", $"The ICMP type of {rule} is {icmp.Type}; types go from 0 to 254.", "Write a type from 0 to 254.", field);
        if (icmp.Code is < 0 or > 255)
            violations.Add(rule.Path[field]["code"], "icmp code", $"The ICMP code of {rule} is {icmp.Code}; codes go from 0 to 255.", "Write a code from 0 to 255.", field);
        if (icmp is { Code: not null, Type: null })
            violations.Add(rule.Path[field]["code"], "icmp code alone", $"{rule} gives an ICMP code without a type.", "Add the type that the code belongs to.", field);
    }
}
