using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// Criteria of a rule on the policy's own endpoint: <c>destination</c> of ingress, <c>source</c> of egress. They do the work of the
/// policy's selector, packet by packet.
/// </summary>
internal static class OwnSide
{
    /// <summary>
    /// The first field of the own side that picks endpoints; null where there is none. A side that picks every pod is
    /// CP1007's, and a policy for forwarded traffic needs its own side.
    /// </summary>
    public static FieldPath? FieldOf(TieredPolicy policy, RulePlace rule, SelectorCache selectors)
    {
        var peer = rule.Own;
        if (PolicyScope.GovernsForwarded(policy) || PolicyScope.PicksEveryPod(policy, peer, selectors)) return null;
        var side = rule.Path[rule.OwnField];
        if (IsGiven(peer.Selector)) return side["selector"];
        if (IsGiven(peer.NamespaceSelector)) return side["namespaceSelector"];
        if (IsGiven(peer.NotSelector)) return side["notSelector"];
        return peer.ServiceAccounts is null ? null : side["serviceAccounts"];
    }

    /// <summary>The policy that should hold the rules of an own side, in words.</summary>
    public static string Home(TieredPolicy policy, PolicyPeer own, SelectorCache selectors)
    {
        var terms = new List<string>(3);
        var selector = PolicyScope.Both(policy.Selector, own.Selector, selectors);
        var isNegated = IsGiven(own.NotSelector);
        if (isNegated) selector = PolicyScope.Both(selector, $"!({own.NotSelector})", selectors);
        if (IsGiven(selector) && !PolicyScope.IsUnbounded(selector, selectors)) terms.Add($"selector: {selector}");
        if (own.ServiceAccounts is { } accounts) terms.Add($"serviceAccountSelector: {Accounts(accounts, selectors)}");
        if (policy.IsNamespaced) return Sentence($"a {policy.Kind}", terms);
        var ns = PolicyScope.SingleNamespace(own.NamespaceSelector, selectors);
        if (ns is not null) return Sentence($"a {policy.Kind.Replace("Global", "", StringComparison.Ordinal)} in namespace {ns}", terms);
        var outer = ((GlobalPolicy)policy).NamespaceSelector;
        var namespaces = PolicyScope.Both(outer, own.NamespaceSelector, selectors);
        if (IsGiven(namespaces)) terms.Add($"namespaceSelector: {Mended(namespaces)}");
        return Sentence($"a {policy.Kind}", terms);
    }

    private static string Sentence(string kind, List<string> terms) => terms.Count == 0 ? kind : $"{kind} with {string.Join(" and ", terms)}";

    private static string Accounts(ServiceAccountMatch accounts, SelectorCache selectors)
    {
        var names = accounts.Names.Count == 0 ? string.Empty : $"{AutomaticLabels.Name} in {{'{string.Join("', '", accounts.Names)}'}}";
        return PolicyScope.Both(names, accounts.Selector, selectors);
    }

    /// <summary>A namespace selector that CP3003 finds dead must not be handed on.</summary>
    private static string Mended(string namespaces) =>
        namespaces.Replace(AutomaticLabels.Namespace, AutomaticLabels.Name, StringComparison.Ordinal);

    private static bool IsGiven(string? text) => !string.IsNullOrEmpty(text);
}
