using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Validation.Constraints;

/// <summary>Host endpoints: a node, an interface or addresses, and named ports (HostEndpointSpec and its CEL rules; validateEndpointPort).</summary>
internal sealed class HostEndpointFields : Constraint
{
    private const int LongestInterface = 15;

    public override void Check(Resource subject, Violations violations)
    {
        if (subject is not HostEndpoint endpoint) return;
        var spec = FieldPath.Root["spec"];
        if (endpoint.Node.Length == 0)
            violations.Add(spec, "no node", "The host endpoint names no node.", "Write spec.node: the node's name in Calico.");
        else if (!KubernetesNames.IsSubdomain(endpoint.Node))
            violations.Add(spec["node"], "node", $"'{endpoint.Node}' is no name of a node.", "Write the node's name in lower case.");
        if (string.IsNullOrEmpty(endpoint.InterfaceName) && endpoint.ExpectedIPs.Count == 0)
            violations.Add(spec, "no interface", "The host endpoint has neither interfaceName nor expectedIPs.", "Name the interface, or '*' for all, or its addresses.");
        if (endpoint.InterfaceName is { Length: > 0 } name && name != "*" && !IsInterface(name))
            violations.Add(spec["interfaceName"], "interface", $"'{name}' is no name of an interface.", $"Write '*', or up to {LongestInterface} letters, digits, '_', '.' and '-'.");
        for (var index = 0; index < endpoint.ExpectedIPs.Count; index++)
        {
            var address = endpoint.ExpectedIPs[index];
            if (address.Contains('/', StringComparison.Ordinal) || !Cidr.TryParse(address, out _))
                violations.Add(spec["expectedIPs"][index], "address", $"'{address}' is no IP address.", "Write an IPv4 or IPv6 address, without a length.", address);
        }

        ListLimits.CheckUnique(endpoint.ExpectedIPs, spec["expectedIPs"], "address", violations);
        ListLimits.CheckUnique(endpoint.Profiles, spec["profiles"], "profile", violations);
        for (var index = 0; index < endpoint.Profiles.Count; index++)
        {
            if (!KubernetesNames.IsSubdomainShaped(endpoint.Profiles[index]))
                violations.Add(spec["profiles"][index], "profile", $"'{endpoint.Profiles[index]}' is no name of a profile.", "Write the profile's name.", endpoint.Profiles[index]);
        }

        for (var index = 0; index < endpoint.Ports.Count; index++) CheckPort(endpoint.Ports[index], spec["ports"][index], violations);
    }

    private static void CheckPort(EndpointPort port, FieldPath path, Violations violations)
    {
        if (!KubernetesNames.IsPortName(port.Name))
            violations.Add(path["name"], "port name", $"'{port.Name}' is no name of a port.", "Use up to 15 lower-case letters, digits and '-', with a letter in it.", port.Name ?? string.Empty);
        if (port.Protocol is not { HasPorts: true })
            violations.Add(path["protocol"], "port protocol", $"The port '{port.Name}' has {(port.Protocol is { } protocol ? $"the protocol {protocol}" : "no protocol")}.", "Write TCP, UDP or SCTP.", port.Name ?? string.Empty);
        if (port.Port is not (>= 1 and <= 65535))
            violations.Add(path["port"], "port number", $"The port '{port.Name}' has {(port.Port is { } number ? $"the number {number}" : "no number")}.", "Ports go from 1 to 65535.", port.Name ?? string.Empty);
    }

    private static bool IsInterface(string name) => name.Length <= LongestInterface && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '.' or '-');
}
