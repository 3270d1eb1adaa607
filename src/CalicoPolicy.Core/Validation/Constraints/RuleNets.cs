using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Validation.Constraints;

/// <summary>
/// Address blocks of a rule (validateRule): in CIDR notation without host bits, of one IP version over all four lists, of the rule's
/// own version where it has one; and nothing excludes every address.
/// </summary>
internal sealed class RuleNets : RuleConstraint
{
    protected override void Check(RulePlace rule, Violations violations)
    {
        bool? isIPv6 = null;
        Check(rule, rule.Rule.Source.Nets, "source", "nets", violations, ref isIPv6);
        Check(rule, rule.Rule.Source.NotNets, "source", "notNets", violations, ref isIPv6);
        Check(rule, rule.Rule.Destination.Nets, "destination", "nets", violations, ref isIPv6);
        Check(rule, rule.Rule.Destination.NotNets, "destination", "notNets", violations, ref isIPv6);
    }

    private static void Check(RulePlace rule, IReadOnlyList<string> nets, string side, string field, Violations violations, ref bool? isIPv6)
    {
        for (var index = 0; index < nets.Count; index++)
        {
            var net = nets[index];
            if (!Cidr.TryParse(net, out var cidr, out var hasHostBits) || !net.Contains('/', StringComparison.Ordinal))
            {
                Add("net", $"'{net}' is no address block", cidr == default ? "Write it as address/length, such as 10.0.0.0/8." : $"Write {cidr}: in rules Calico takes blocks only.");
                continue;
            }

            if (hasHostBits)
                Add("host bits", $"'{net}' has bits set beyond its length, which Calico refuses in rules", $"Write {cidr}.");
            if (field == "notNets" && cidr.IsEverything)
                Add("every address", $"notNets excludes every address with {net}, so that nothing can match", "Remove it; to match nothing, remove the rule.");
            if (rule.Rule.IPVersion is { } version && version != (cidr.IsIPv6 ? 6 : 4))
                Add("ipVersion", $"'{net}' is of another IP version than the rule's ipVersion {version}", "Leave ipVersion out, or make a rule for each version.");
            if (isIPv6 is { } seen && seen != cidr.IsIPv6)
                Add("mixed", $"'{net}' is of another IP version than the blocks before it; a rule may have one only, source and destination together", "Make a rule for IPv4 and one for IPv6.");
            isIPv6 ??= cidr.IsIPv6;

            void Add(string reason, string message, string recommendation) =>
                violations.Add(rule.Path[side][field][index], reason, $"{message} ({side}.{field} of {rule}).", recommendation, $"{side}.{field} {net}");
        }
    }
}
