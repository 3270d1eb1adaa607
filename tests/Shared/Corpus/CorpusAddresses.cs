using System.Globalization;
using System.Text.Json.Nodes;

namespace CalicoPolicy.Tests.Shared.Corpus;

/// <summary>Networks and ports.</summary>
internal static class CorpusAddresses
{
    public static JsonArray Networks(Random random, int count, bool isIPv6 = false)
    {
        // Calico's API takes each once.
        var networks = new HashSet<string>(StringComparer.Ordinal);
        while (networks.Count < count) networks.Add(isIPv6 ? IPv6(random) : IPv4(random));
        return new JsonArray([.. networks.Select(network => JsonValue.Create(network))]);
    }

    /// <summary>Numbers and ranges; a name now and then.</summary>
    public static JsonArray Ports(Random random)
    {
        var ports = new JsonArray();
        for (var count = random.Next(1, 5); count > 0; count--)
        {
            ports.Add(random.Next(12) switch
            {
                0 => JsonValue.Create("http-metrics"),
                1 => JsonValue.Create(string.Create(CultureInfo.InvariantCulture, $"{8000 + random.Next(100)}:{8100 + random.Next(100)}")),
                < 6 => JsonValue.Create(random.Next(2) == 0 ? 443 : 5432),
                _ => JsonValue.Create(random.Next(1, 65536)),
            });
        }

        return ports;
    }

    private static string IPv4(Random random)
    {
        var length = random.Next(4) == 0 ? 32 : random.Next(16, 29);
        var address = (10u << 24) | (uint)random.Next(1 << 24);
        address &= uint.MaxValue << (32 - length);
        return string.Create(CultureInfo.InvariantCulture, $"{address >> 24}.{(address >> 16) & 255}.{(address >> 8) & 255}.{address & 255}/{length}");
    }

    private static string IPv6(Random random) =>
        string.Create(CultureInfo.InvariantCulture, $"2001:db8:{random.Next(1, 65536):x}:{random.Next(1, 65536):x}::/64");
}
