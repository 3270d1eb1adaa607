using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Dataplane;

/// <summary>
/// The chains that lead a packet to its endpoint's chain by the name of the interface: one rule for each first letter after what all
/// names begin with, and a chain of its own for each letter that several have (felix/rules/dispatch.go).
/// </summary>
internal static class DispatchTree
{
    private const int NameLength = 11;

    /// <summary>The rules and chains of one direction.</summary>
    /// <param name="names">The interfaces.</param>
    /// <param name="end">The rules at the end of each chain.</param>
    public static (int Rules, int Chains) Count(IReadOnlyCollection<string> names, int end)
    {
        var common = CommonLength(names);
        var (rules, chains) = (end, 1);
        foreach (var branch in names.Distinct(StringComparer.Ordinal).GroupBy(name => name.Length > common ? name[..(common + 1)] : name, StringComparer.Ordinal))
        {
            rules++;
            if (branch.Count() is not (> 1 and var count)) continue;
            (rules, chains) = (rules + count + end, chains + 1);
        }

        return (rules, chains);
    }

    /// <summary>The name that Calico gives the interface of a pod (libcalico-go, conversion, VethNameForWorkload); without its beginning, which may be set, and in
    /// capital letters: what it is made for is only where it differs from others.</summary>
    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "Calico names interfaces by it; nothing is kept secret.")]
    public static string InterfaceOf(Endpoint pod) =>
        Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes($"{pod.Namespace ?? "default"}.{pod.Name}")))[..NameLength];

    private static int CommonLength(IReadOnlyCollection<string> names)
    {
        string? first = null;
        var length = 0;
        foreach (var name in names)
        {
            if (first is null)
            {
                (first, length) = (name, name.Length);
                continue;
            }

            length = Math.Min(length, first.AsSpan().CommonPrefixLength(name));
        }

        return length;
    }
}
