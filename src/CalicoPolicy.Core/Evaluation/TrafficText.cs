using System.Globalization;
using System.Text;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>Writes traffic as people do.</summary>
internal static class TrafficText
{
    private const uint Protocols = 256;

    /// <summary>The text; the shorter of what is in and what is left out where nearly everything is in.</summary>
    public static string Of(TrafficSet traffic)
    {
        if (traffic.IsEmpty) return "nothing";
        if (traffic.IsAll) return "all";
        var without = TrafficSet.All.Except(traffic);
        return traffic.StretchCount > 1 && IsMost(traffic) ? $"all but {List(without)}" : List(traffic);
    }

    private static bool IsMost(TrafficSet traffic)
    {
        var whole = 0;
        for (uint protocol = 0; protocol < Protocols; protocol++)
        {
            if (!traffic.Intersect(TrafficSet.OfProtocol((int)protocol)).IsEmpty) whole++;
        }

        return whole > Protocols / 2;
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

    private static string NameOf(int protocol) => protocol switch
    {
        1 => "ICMP",
        6 => "TCP",
        17 => "UDP",
        58 => "ICMPv6",
        132 => "SCTP",
        136 => "UDPLite",
        _ => string.Create(CultureInfo.InvariantCulture, $"protocol {protocol}"),
    };
}
