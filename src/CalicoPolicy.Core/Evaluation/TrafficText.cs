using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>Writes traffic as people do.</summary>
internal static class TrafficText
{
    private static readonly Protocol[] Named = [Protocol.Tcp, Protocol.Udp, Protocol.Sctp, Protocol.Icmp, Protocol.IcmpV6, Protocol.UdpLite];

    /// <summary>The text; the shorter of what is in and what is left out where nearly everything is in.</summary>
    public static string Of(TrafficSet traffic)
    {
        if (traffic.IsEmpty) return "nothing";
        if (traffic.IsAll) return "all";
        var without = TrafficSet.All.Except(traffic);
        return traffic.StretchCount > 1 && IsMost(traffic) ? $"all but {List(without)}" : List(traffic);
    }

    /// <summary>Reads what people write.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out TrafficSet? traffic)
    {
        traffic = null;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var name = slash < 0 ? text : text[..slash];
        var isPort = slash < 0 && name.Length > 0 && char.IsAsciiDigit(name[0]);
        var protocol = isPort ? null : NumberOf(name.Trim());
        if (!isPort && protocol is null) return false;
        if (slash < 0 && !isPort)
        {
            traffic = TrafficSet.OfProtocol(protocol!.Value);
            return true;
        }

        var range = (isPort ? text : text[(slash + 1)..]).Split('-');
        var most = protocol is 1 or 58 ? 255 : 65535;
        if (range.Length > 2 || (protocol is not null and not (1 or 58) && !ProtocolOf(protocol.Value).HasPorts)) return false;
        if (!TryNumber(range[0], most, out var first) || !TryNumber(range[^1], most, out var last) || last < first) return false;
        traffic = protocol switch
        {
            null => TrafficSet.OfPorts(6, first, last).Union(TrafficSet.OfPorts(17, first, last)).Union(TrafficSet.OfPorts(132, first, last)),
            1 or 58 => TrafficSet.OfPorts(protocol.Value, first << 8, (last << 8) + 255),
            _ => TrafficSet.OfPorts(protocol.Value, first, last),
        };
        return true;
    }

    /// <summary>The protocol of a number, by name where it has one.</summary>
    public static Protocol ProtocolOf(int number)
    {
        var index = Array.FindIndex(Named, protocol => protocol.IanaNumber == number);
        return index < 0 ? new(number) : Named[index];
    }

    private static int? NumberOf(string name)
    {
        var index = Array.FindIndex(Named, protocol => string.Equals(protocol.Name, name, StringComparison.OrdinalIgnoreCase));
        return index >= 0 ? (int)Named[index].IanaNumber!.Value : byte.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static bool TryNumber(string text, int most, out int number) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= most;

    private static bool IsMost(TrafficSet traffic)
    {
        var covered = 0L;
        for (var index = 0; index < traffic.Edges.Length; index += 2) covered += traffic.Edges[index + 1] - traffic.Edges[index];
        return covered > 1 << 23;
    }

    private static string List(TrafficSet traffic)
    {
        var text = new StringBuilder();
        var edges = traffic.Edges;
        var last = -1;
        for (var index = 0; index < edges.Length; index += 2)
        {
            for (var start = edges[index]; start < edges[index + 1];)
            {
                var protocol = (int)(start >> 16);
                var end = Math.Min(edges[index + 1], (uint)(protocol + 1) << 16);
                var isWhole = (start & 0xFFFF) == 0 && end == (uint)(protocol + 1) << 16;
                if (isWhole && end + 0x10000 <= edges[index + 1])
                {
                    // Whole protocols in a row are a range of numbers.
                    var until = edges[index + 1] & ~0xFFFFu;
                    text.Append(text.Length > 0 ? ", " : string.Empty).Append(CultureInfo.InvariantCulture, $"protocols {protocol}-{(until >> 16) - 1}");
                    (start, last) = (until, -1);
                    continue;
                }

                text.Append(protocol == last ? "," : text.Length > 0 ? ", " : string.Empty);
                if (protocol != last) text.Append(NameOf(protocol)).Append(isWhole ? string.Empty : "/");
                if (!isWhole) AppendRange(text, protocol, start & 0xFFFF, (end - 1) & 0xFFFF);
                (start, last) = (end, protocol);
            }
        }

        return text.ToString();
    }

    private static void AppendRange(StringBuilder text, int protocol, uint first, uint last)
    {
        if (protocol is not (1 or 58))
        {
            text.Append(CultureInfo.InvariantCulture, $"{first}");
            if (last > first) text.Append(CultureInfo.InvariantCulture, $"-{last}");
            return;
        }

        // Of ICMP the high byte is the type, the low one the code.
        var (type, code, lastType, lastCode) = (first >> 8, first & 0xFF, last >> 8, last & 0xFF);
        if (code == 0 && lastCode == 255)
            text.Append(type == lastType ? string.Create(CultureInfo.InvariantCulture, $"{type}") : string.Create(CultureInfo.InvariantCulture, $"{type}-{lastType}"));
        else
            text.Append(first == last ? string.Create(CultureInfo.InvariantCulture, $"{type}:{code}") : string.Create(CultureInfo.InvariantCulture, $"{type}:{code}-{lastType}:{lastCode}"));
    }

    private static string NameOf(int protocol) => ProtocolOf(protocol).Name ?? string.Create(CultureInfo.InvariantCulture, $"protocol {protocol}");
}
