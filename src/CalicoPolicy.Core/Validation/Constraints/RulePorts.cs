using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Validation.Constraints;

/// <summary>What a port may be: a number, a range with a colon, or a port's name (numorstring.Port and validatePort).</summary>
internal sealed class RulePorts : RuleConstraint
{
    private const long Largest = 65535;

    protected override void Check(RulePlace rule, Violations violations)
    {
        Check(rule, rule.Rule.Source.Ports, "source", "ports", violations);
        Check(rule, rule.Rule.Source.NotPorts, "source", "notPorts", violations);
        Check(rule, rule.Rule.Destination.Ports, "destination", "ports", violations);
        Check(rule, rule.Rule.Destination.NotPorts, "destination", "notPorts", violations);
    }

    private static void Check(RulePlace rule, IReadOnlyList<PolicyPort> ports, string side, string field, Violations violations)
    {
        for (var index = 0; index < ports.Count; index++)
        {
            if (Fault(ports[index]) is not (var message, var recommendation)) continue;
            violations.Add(rule.Path[side][field][index], "port", $"{message} ({side}.{field} of {rule}).", recommendation, $"{side}.{field} {ports[index]}");
        }
    }

    private static (string Message, string Recommendation)? Fault(PolicyPort port)
    {
        if (port.Name is { } name)
        {
            if (KubernetesNames.IsPortName(name)) return null;
            return IsRangeWithDash(name)
                ? ($"'{name}' is no range: Calico writes ranges with a colon", $"Write '{name.Replace('-', ':')}'.")
                : ($"'{name}' is neither a port nor a name of one", "Write a number from 1 to 65535, a range such as '8000:8099', or a name of up to 15 lower-case letters, digits and '-' with a letter in it.");
        }

        if (port.Min is < 1 or > Largest || port.Max is < 1 or > Largest) return ($"The port {port} is out of range", "Ports go from 1 to 65535.");
        return port.Min > port.Max ? ($"The range {port} ends before it begins", $"Write '{port.Max}:{port.Min}'.") : null;
    }

    private static bool IsRangeWithDash(string name) => name.Split('-') is [{ Length: > 0 } from, { Length: > 0 } to]
        && from.All(char.IsAsciiDigit) && to.All(char.IsAsciiDigit);
}
