namespace CalicoPolicy.Core.Selectors;

/// <summary>
/// Rewrites the selectors of a policy into the ones that Calico's engine matches, where labels of namespaces and service accounts
/// are inherited under prefixes. The same operations on text as in Calico (libcalico-go, syncersv1/updateprocessors; felix,
/// calc/rule_scanner.go), in the same order, so that their oddities are here too.
/// </summary>
/// <remarks>
/// O(length). Fields that are not set are empty strings. Results are text and may fail to parse where an input would not parse
/// either, or where a prefix makes a key longer than 512 bytes; Calico's engine would refuse them as well.
/// </remarks>
public static class EngineSelectors
{
    private const string All = "all()";
    private const string Global = "global()";
    private const string HasNamespace = $"has({AutomaticLabels.Namespace})";
    private const string HasServiceAccount = $"has({AutomaticLabels.ServiceAccount})";

    /// <summary>Which endpoints a NetworkPolicy applies to: its selector within its namespace, and within its service accounts.</summary>
    /// <param name="ns">The policy's namespace; empty only for a policy that was never stored.</param>
    /// <param name="selector">spec.selector.</param>
    /// <param name="serviceAccountSelector">spec.serviceAccountSelector. <c>all()</c> in it stays <c>all()</c>.</param>
    public static string ForNetworkPolicy(string ns, string selector, string serviceAccountSelector)
    {
        ArgumentNullException.ThrowIfNull(ns);
        ArgumentNullException.ThrowIfNull(selector);
        var current = selector;
        if (ns.Length > 0)
            current = selector.Length == 0 ? InNamespace(ns) : $"({selector}) && {InNamespace(ns)}";
        return AndPrefixed(current, serviceAccountSelector, AutomaticLabels.ServiceAccountPrefix);
    }

    /// <summary>
    /// Which endpoints a GlobalNetworkPolicy applies to; empty is everything, host endpoints too. With a namespaceSelector every
    /// <c>all()</c> in the whole text, the user's own selector included, comes to mean "has a namespace", and likewise with a
    /// serviceAccountSelector "has a service account".
    /// </summary>
    /// <param name="selector">spec.selector.</param>
    /// <param name="namespaceSelector">spec.namespaceSelector.</param>
    /// <param name="serviceAccountSelector">spec.serviceAccountSelector.</param>
    public static string ForGlobalNetworkPolicy(string selector, string namespaceSelector, string serviceAccountSelector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        ArgumentNullException.ThrowIfNull(namespaceSelector);
        ArgumentNullException.ThrowIfNull(serviceAccountSelector);
        var current = selector;
        if (namespaceSelector.Length > 0)
        {
            current = AndPrefixed(current, namespaceSelector, AutomaticLabels.NamespacePrefix)
                .Replace(All, HasNamespace, StringComparison.Ordinal);
        }

        if (serviceAccountSelector.Length > 0)
        {
            current = AndPrefixed(current, serviceAccountSelector, AutomaticLabels.ServiceAccountPrefix)
                .Replace(All, HasServiceAccount, StringComparison.Ordinal);
        }

        return current;
    }

    /// <summary>What one side of a rule is matched with in the end: <see cref="ForRuleEntityBeforeCombining"/>, then <see cref="Combine"/>.</summary>
    /// <param name="ns">The policy's namespace; empty for global policies and profiles.</param>
    /// <param name="criteria">The side's fields.</param>
    public static EntitySelectors ForRuleEntity(string ns, EntityCriteria criteria) => Combine(ForRuleEntityBeforeCombining(ns, criteria));

    /// <summary>
    /// What one side of a rule is sent to the engine as. As soon as any selector field is set, also notSelector, a rule of a
    /// namespaced policy is kept to its namespace or to the namespaces selected. notSelector itself is passed on untouched.
    /// </summary>
    /// <param name="ns">The policy's namespace; empty for global policies and profiles.</param>
    /// <param name="criteria">The side's fields.</param>
    public static EntitySelectors ForRuleEntityBeforeCombining(string ns, EntityCriteria criteria)
    {
        ArgumentNullException.ThrowIfNull(ns);
        ArgumentNullException.ThrowIfNull(criteria);
        var namespaces = NamespacesOf(ns, criteria.NamespaceSelector);
        var accounts = ServiceAccountsOf(criteria);
        var selector = (accounts.Length > 0, criteria.Selector.Length > 0) switch
        {
            (true, true) => $"({accounts}) && ({criteria.Selector})",
            (true, false) => accounts,
            _ => criteria.Selector,
        };
        if (namespaces.Length > 0
            && (selector.Length > 0 || criteria.NotSelector.Length > 0 || criteria.NamespaceSelector.Length > 0))
        {
            selector = selector.Length > 0 ? $"({namespaces}) && ({selector})" : namespaces;
        }

        return new EntitySelectors(selector, criteria.NotSelector);
    }

    /// <summary>Folds a negated selector into a positive one. A negated selector alone stays: it must let unknown addresses pass.</summary>
    public static EntitySelectors Combine(EntitySelectors selectors) =>
        selectors is { Positive.Length: > 0, Negated.Length: > 0 }
            ? new EntitySelectors($"({selectors.Positive}) && (!({selectors.Negated}))", "")
            : selectors;

    /// <summary>
    /// The canonical text with the prefix before every label key. Calico only logs an error for a text that is no selector.
    /// </summary>
    /// <returns>Empty for a text that is no selector; <c>all()</c> for an empty one.</returns>
    public static string Prefix(string selector, string prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return Selector.TryParse(selector, out var parsed, out _) ? LabelPrefix.Add(parsed.Root, prefix).ToString() : "";
    }

    private static string NamespacesOf(string ns, string namespaceSelector)
    {
        if (namespaceSelector.Length > 0)
        {
            return Prefix(namespaceSelector, AutomaticLabels.NamespacePrefix)
                .Replace(All, HasNamespace, StringComparison.Ordinal)
                .Replace(Global, "!" + HasNamespace, StringComparison.Ordinal);
        }

        return ns.Length > 0 ? InNamespace(ns) : "";
    }

    /// <summary>Names that do not fit between quotes make Calico drop the selector beside them as well.</summary>
    private static string ServiceAccountsOf(EntityCriteria criteria)
    {
        var selected = criteria.ServiceAccountSelector.Length > 0
            ? Prefix(criteria.ServiceAccountSelector, AutomaticLabels.ServiceAccountPrefix)
            : "";
        if (criteria.ServiceAccountNames.Count == 0)
            return selected;
        var names = $"{AutomaticLabels.ServiceAccount} in {{ '{string.Join("', '", criteria.ServiceAccountNames)}' }}";
        if (!Selector.TryParse(names, out var named, out _))
            return "";
        return selected.Length > 0 ? $"({selected}) && ({named.Canonical})" : named.Canonical;
    }

    private static string InNamespace(string ns) => $"{AutomaticLabels.Namespace} == '{ns}'";

    private static string AndPrefixed(string current, string added, string prefix)
    {
        ArgumentNullException.ThrowIfNull(added);
        var prefixed = added.Length > 0 ? Prefix(added, prefix) : "";
        if (prefixed.Length == 0)
            return current;
        return current.Length > 0 ? $"({current}) && {prefixed}" : prefixed;
    }
}
