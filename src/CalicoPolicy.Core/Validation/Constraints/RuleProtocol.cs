using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Validation.Constraints;

/// <summary>
/// Protocols and IP versions of a rule, and whether the protocol has ports (validateProtocol, validateRule and CEL rules of Rule). Only
/// <c>protocol</c> counts for ports: notProtocol is no help.
/// </summary>
internal sealed class RuleProtocol : RuleConstraint
{
    private static readonly string[] Names = ["TCP", "UDP", "ICMP", "ICMPv6", "SCTP", "UDPLite"];

    protected override void Check(RulePlace rule, Violations violations)
    {
        CheckProtocol(rule, rule.Rule.Protocol, "protocol", violations);
        CheckProtocol(rule, rule.Rule.NotProtocol, "notProtocol", violations);
        if (rule.Rule.IPVersion is { } version and not (4 or 6))
            violations.Add(rule.Path["ipVersion"], "ipVersion", $"The ipVersion of {rule} is {version}; there are 4 and 6.", "Write 4 or 6, or leave it out for both.");
        CheckPorts(rule, "source", rule.Rule.Source, violations);
        CheckPorts(rule, "destination", rule.Rule.Destination, violations);
    }

    /// <summary>Whether Calico knows a protocol.</summary>
    internal static bool IsKnown(Protocol protocol) =>
        protocol.Number is { } number ? number is >= 1 and <= 255 : Names.Contains(protocol.Name, StringComparer.Ordinal);

    /// <summary>What to write instead of a protocol that Calico does not know.</summary>
    internal static string Advice(Protocol protocol) =>
        Names.FirstOrDefault(name => string.Equals(name, protocol.Name, StringComparison.OrdinalIgnoreCase)) is { } near
            ? $"Write {near}: case counts."
            : $"Write one of {string.Join(", ", Names)}, or a number from 1 to 255.";

    private static void CheckProtocol(RulePlace rule, Protocol? protocol, string field, Violations violations)
    {
        if (protocol is not { } given) return;
        if (!IsKnown(given))
        {
            violations.Add(rule.Path[field], "protocol", $"Calico knows no protocol '{given}' ({field} of {rule}).", Advice(given), $"{field} {given}");
            return;
        }

        var version = given.IanaNumber switch { 1 => 4, 58 => 6, _ => (long?)null };
        if (version is not null && rule.Rule.IPVersion is 4 or 6 && rule.Rule.IPVersion != version)
        {
            violations.Add(
                rule.Path["ipVersion"], "protocol version", $"{given} is of IPv{version}, and {rule} is for ipVersion {rule.Rule.IPVersion}.",
                $"Write ipVersion: {version}, or leave it out.", field);
        }
    }

    private static void CheckPorts(RulePlace rule, string side, PolicyPeer peer, Violations violations)
    {
        CheckPorts(peer.Ports, "ports");
        CheckPorts(peer.NotPorts, "notPorts");

        void CheckPorts(IReadOnlyList<PolicyPort> ports, string field)
        {
            if (ports.Count == 0) return;
            if (rule.Rule.Protocol is not { } protocol)
            {
                if (ports.All(port => port.IsNamed)) return;
                violations.Add(
                    rule.Path[side][field], "ports without protocol", $"{side}.{field} of {rule} has numbers, and the rule names no protocol.",
                    "Add protocol: TCP, UDP or SCTP, with a rule for each that you need; without a protocol only named ports are allowed.", $"{side}.{field}");
            }
            else if (!protocol.HasPorts && IsKnown(protocol))
            {
                violations.Add(
                    rule.Path[side][field], "ports of protocol", $"{side}.{field} of {rule}: {protocol} has no ports that Calico matches; TCP, UDP and SCTP have.",
                    $"Remove {field}, or change the protocol.", $"{side}.{field}");
            }
        }
    }
}
