using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Connectivity;

/// <summary>Tells addresses of the internet from those that are not routed there.</summary>
internal static class PublicAddresses
{
    // RFC 1918, 1122, 3927, 6598, 4193, 4291.
    private static readonly Cidr[] NotRouted =
    [
        .. ((string[])["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16", "127.0.0.0/8", "fc00::/7", "fe80::/10", "::1/128"])
            .Select(text => Cidr.TryParse(text, out var block) ? block : throw new FormatException(text)),
    ];

    /// <summary>Whether some address of a block is one of the internet.</summary>
    public static bool AreIn(Cidr block) => !Array.Exists(NotRouted, range => range.Contains(block));
}
