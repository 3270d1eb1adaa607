using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Conversion;

/// <summary>Protocols and ports of a ClusterNetworkPolicy's rule. A port by name has no protocol.</summary>
internal sealed class ClusterProtocols
{
    private readonly ClusterRuleConversion _conversion;
    private readonly ProtocolPorts _ports = new();

    public ClusterProtocols(ClusterRuleConversion conversion) => _conversion = conversion;

    private ConversionRun Run => _conversion.Run;

    public ProtocolPorts Convert()
    {
        var protocols = _conversion.Rule.Protocols;
        if (protocols.Count == 0) _ports.SetAny();
        for (var index = 0; index < protocols.Count; index++)
        {
            // Calico looks no further once anything is allowed.
            if (!Add(protocols[index], _conversion.Path["protocols"][index])) break;
        }

        return _ports;
    }

    private bool Add(ClusterPolicyProtocol protocol, FieldPath path)
    {
        var named = !string.IsNullOrEmpty(protocol.DestinationNamedPort);
        (string Field, string Name, TransportMatch Match)[] given =
        [
            .. Given("tcp", "TCP", protocol.Tcp), .. Given("udp", "UDP", protocol.Udp), .. Given("sctp", "SCTP", protocol.Sctp),
        ];
        if (given.Length + (named ? 1 : 0) > 1)
            Run.Reinterpret(path, "the entry has more than one member; Calico takes the first of tcp, udp, sctp and destinationNamedPort.", "Write an entry for each.");
        if (given.Length > 0)
        {
            AddPort(given[0].Name, given[0].Match.DestinationPort, path[given[0].Field]["destinationPort"]);
            return true;
        }

        if (named)
        {
            AddName(protocol.DestinationNamedPort!, path["destinationNamedPort"]);
            return true;
        }

        Run.Reinterpret(
            path,
            "the entry names no protocol; Calico takes it for any port of any protocol and passes over the other entries.",
            "Write tcp, udp, sctp or destinationNamedPort.");
        _ports.SetAny();
        return false;
    }

    private static IEnumerable<(string, string, TransportMatch)> Given(string field, string name, TransportMatch? match) =>
        match is null ? [] : [(field, name, match)];

    private void AddPort(string protocol, DestinationPort? port, FieldPath path)
    {
        switch (port)
        {
            case null:
                _ports.Add(protocol, null);
                break;
            case { Number: { } number and not 0 }:
                if (port.Range is not null) Run.Reinterpret(path, "the port has both number and range; Calico takes the number.", "Write one of them.");
                _ports.Add(protocol, new PolicyPort(Number(number, path["number"])));
                break;
            case { Range: { } range }:
                AddRange(protocol, Number(range.Start ?? 0, path["range"]["start"]), Number(range.End ?? 0, path["range"]["end"]), path["range"]);
                break;
            default:
                Run.Reinterpret(path, "the port has neither number nor range; Calico takes every port.", "Write number or range, or leave destinationPort out.");
                _ports.Add(protocol, null);
                break;
        }
    }

    private void AddRange(string protocol, long min, long max, FieldPath path)
    {
        if (PortText.Range(min, max, out var port) is { } reason)
            _conversion.Fail(path, reason, "Write the lower port as start.");
        else
            _ports.Add(protocol, port);
    }

    // Calico keeps the last 16 bits; Kubernetes' API lets no other numbers in.
    private long Number(long number, FieldPath path)
    {
        var kept = unchecked((ushort)number);
        if (kept != number || number == 0)
            Run.Reinterpret(path, FormattableString.Invariant($"Kubernetes has no port {number}; Calico takes it for {kept}."), "Write a port from 1 to 65535.");
        return kept;
    }

    private void AddName(string name, FieldPath path)
    {
        if (!PortText.IsName(name))
        {
            _conversion.Fail(path, $"'{name}' is no name of a port", "Write the name of a container's port.");
        }
        else if (PortText.IsDigits(name))
        {
            // A port of the model that is written in digits is a number, so this name has no form; nor has it a use.
            Run.Report(
                path,
                ConversionEffect.RuleDropped,
                $"'{name}' is a name to Calico, which no container's port can have; it matches nothing.",
                "Write the number under tcp, udp or sctp.");
        }
        else
        {
            _ports.Add(string.Empty, new PolicyPort(name));
        }
    }
}
