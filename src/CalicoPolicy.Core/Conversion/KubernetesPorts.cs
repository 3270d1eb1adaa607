using System.Globalization;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Conversion;

/// <summary>Ports of Kubernetes' rules (libcalico-go, conversion.go, k8sPortToCalicoFields).</summary>
internal static class KubernetesPorts
{
    private static readonly string[] Known = ["ICMP", "ICMPv6", "SCTP", "TCP", "UDP", "UDPLite"];

    /// <summary>The protocol's name in Calico's spelling: TCP where the document names none.</summary>
    public static string Protocol(KubernetesPolicyPort port, FieldPath path, ConversionRun run)
    {
        if (port.Protocol is not { } protocol) return "TCP";
        var text = protocol.ToString();
        var name = Known.FirstOrDefault(known => string.Equals(known, text, StringComparison.OrdinalIgnoreCase)) ?? text;
        if (text is not ("TCP" or "UDP" or "SCTP"))
        {
            run.Reinterpret(
                path["protocol"],
                $"the protocol '{text}' is none of Kubernetes'; Calico takes it for {(name.Length == 0 ? "any protocol" : name)}.",
                "Write TCP, UDP or SCTP.");
        }

        return name;
    }

    /// <summary>The port, null for all of the protocol; or false, and the rule does not convert.</summary>
    public static bool TryPort(KubernetesPolicyPort port, FieldPath path, ConversionRun run, out PolicyPort? converted)
    {
        converted = null;
        if (port.Port is not { } given)
        {
            if (port.EndPort is not null)
                run.Reinterpret(path["endPort"], "endPort needs a port; Calico passes it over and takes every port.", "Give the first port of the range as port.");
            return true;
        }

        var text = given.ToString();
        if (port.EndPort is { } end) text = string.Create(CultureInfo.InvariantCulture, $"{text}:{end}");
        if (PortText.Read(text, out var read) is { } reason)
        {
            run.Report(
                path[port.EndPort is null ? "port" : "endPort"],
                ConversionEffect.RuleDropped,
                $"{reason}; Calico leaves the whole rule out.",
                "Write a port from 1 to 65535 or the name of a container's port; endPort goes with a number only and is not before it.");
            return false;
        }

        CheckMeaning(given, path["port"], run);
        converted = read;
        return true;
    }

    private static void CheckMeaning(KubernetesPort port, FieldPath path, ConversionRun run)
    {
        if (port.Number is < 1)
            run.Reinterpret(path, $"Kubernetes has no port {port}; Calico takes it {(port.Number == 0 ? "for a port" : "for a name")}.", "Write a port from 1 to 65535.");
        else if (port.Name is { } name && PortText.IsDigits(name))
            run.Reinterpret(path, $"'{name}' in quotes is a name, which Kubernetes does not allow; Calico takes it for the port.", "Write the number without quotes.");
    }
}
