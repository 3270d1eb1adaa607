using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Optimization;

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

    /// <summary>
    /// The first rule of a policy where all its rules pick the same of the policy's endpoints and the policy selects more than
    /// these; null otherwise. It is then the policy that needs mending, once, and not each of its rules.
    /// </summary>
    /// <param name="policy">The policy.</param>
    /// <param name="rules">Its rules.</param>
    /// <param name="content">The rules' contents.</param>
    /// <param name="selectors">The run's selectors.</param>
    public static RulePlace? CommonTo(TieredPolicy policy, IReadOnlyList<RulePlace> rules, RuleContent content, SelectorCache selectors)
    {
        if (rules.Count == 0 || FieldOf(policy, rules[0], selectors) is null) return null;
        var who = content.Who(rules[0].Own);
        for (var index = 1; index < rules.Count; index++)
        {
            if (content.Who(rules[index].Own) != who) return null;
        }

        return IsAlreadySelected(policy, rules[0].Own, selectors) ? null : rules[0];
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

    /// <summary>Whether the policy selects nothing but what the side picks.</summary>
    public static bool IsAlreadySelected(TieredPolicy policy, PolicyPeer own, SelectorCache selectors) =>
        !IsGiven(own.NamespaceSelector) && !IsGiven(own.NotSelector) && own.ServiceAccounts is null
        && selectors.Find(policy.Selector) is { } outer && selectors.Find(own.Selector) is { } inner && selectors.Excludes(outer, inner);

    private static string Sentence(string kind, List<string> terms) => terms.Count == 0 ? kind : $"{kind} with {string.Join(" and ", terms)}";

    /// <summary>The service accounts as the policy's serviceAccountSelector says them.</summary>
    public static string Accounts(ServiceAccountMatch accounts, SelectorCache selectors)
    {
        var names = accounts.Names.Count == 0 ? string.Empty : $"{AutomaticLabels.Name} in {{'{string.Join("', '", accounts.Names)}'}}";
        return PolicyScope.Both(names, accounts.Selector, selectors);
    }

    /// <summary>A namespace selector that CP3003 finds dead must not be handed on.</summary>
    private static string Mended(string namespaces) =>
        namespaces.Replace(AutomaticLabels.Namespace, AutomaticLabels.Name, StringComparison.Ordinal);

    private static bool IsGiven(string? text) => !string.IsNullOrEmpty(text);
}
