using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Validation;

/// <summary>
/// A number for a part of a rule: the same for parts that <see cref="RuleContent"/> has the same text for, and nearly always another
/// for others. Tells rules apart that have nothing to do with each other before their texts are made.
/// </summary>
/// <remarks>O(size of the part), without sorting and, but for domains, without allocating. Good for one process only.</remarks>
internal static class RuleDigest
{
    /// <summary>The digest of no criterion.</summary>
    public const int Nothing = 0;

    /// <summary>Whom the selectors of a side name; <see cref="Nothing"/> where they name nobody.</summary>
    public static int Who(PolicyPeer peer, SelectorCache selectors)
    {
        if (IsNothing(peer.Selector) && IsNothing(peer.NotSelector) && IsNothing(peer.NamespaceSelector) && peer is { ServiceAccounts: null, Services: null })
            return Nothing;
        var accounts = peer.ServiceAccounts is { } given ? HashCode.Combine(Set(given.Names), selectors.Digest(given.Selector)) : Nothing;
        var digest = HashCode.Combine(
            selectors.Digest(peer.Selector), selectors.Digest(peer.NotSelector), selectors.Digest(peer.NamespaceSelector), accounts, peer.Services?.Name);
        return digest == Nothing ? 1 : digest;
    }

    /// <summary>All but the action, nets, ports and domains.</summary>
    public static int WithoutLists(PolicyRule rule, SelectorCache selectors) => HashCode.Combine(
        rule.IPVersion, rule.Protocol?.IanaNumber, rule.NotProtocol?.IanaNumber, rule.Icmp?.Type, rule.Icmp?.Code, rule.Http is null,
        Who(rule.Source, selectors), Who(rule.Destination, selectors));

    /// <summary>Some items, in any order and however often each comes.</summary>
    public static int Set<T>(IReadOnlyList<T> items, Func<T, int>? digest = null)
        where T : notnull
    {
        if (items.Count == 0) return Nothing;
        var (least, most) = (int.MaxValue, int.MinValue);
        for (var index = 0; index < items.Count; index++)
        {
            var one = digest?.Invoke(items[index]) ?? items[index].GetHashCode();
            (least, most) = (Math.Min(least, one), Math.Max(most, one));
        }

        return HashCode.Combine(least, most);
    }

    private static bool IsNothing(string? text) => string.IsNullOrEmpty(text);
}
