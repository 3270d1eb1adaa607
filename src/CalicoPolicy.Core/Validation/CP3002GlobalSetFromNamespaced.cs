using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Validation;

/// <summary>
/// A rule of a namespaced policy that means a global network set or a host endpoint but leaves out
/// <c>namespaceSelector: global()</c>: its selector is kept to the policy's namespace, so it never matches them
/// (Calico's NetworkPolicy reference, EntityRule).
/// </summary>
internal sealed class CP3002GlobalSetFromNamespaced : FindingRule<TieredPolicy>
{
    public CP3002GlobalSetFromNamespaced()
        : base(new(
            "CP3002", "GlobalSetFromNamespaced", FindingSeverity.High,
            "A namespaced policy's rule selects a global network set or a host endpoint without namespaceSelector: global()."))
    {
    }

    public override bool LooksAround => true;

    protected override IEnumerable<Observation> Judge(TieredPolicy policy, RuleContext context)
    {
        foreach (var rule in context.RulesOf(policy))
        {
            if (Find(policy, rule, context) is not { } global) continue;
            var path = rule.Path[rule.RemoteField]["selector"];
            yield return new(path, Message(rule, rule.Remote, global), Recommendation(rule, string.IsNullOrEmpty(rule.Remote.NamespaceSelector)))
            {
                Content = $"{rule.ListName} {new RuleContent(SelectorCache.Of(context)).Of(rule.Rule)}",
            };
        }
    }

    /// <summary>Whether a rule looks in namespaces for what is in none.</summary>
    public static bool IsFound(TieredPolicy policy, RulePlace rule, RuleContext context) => Find(policy, rule, context) is not null;

    /// <summary>The object without a namespace that a rule looks for in namespaces, where nothing is that it could mean.</summary>
    private static Resource? Find(TieredPolicy policy, RulePlace rule, RuleContext context)
    {
        var selectors = SelectorCache.Of(context);
        var peer = rule.Remote;
        if (!policy.IsNamespaced || selectors.Find(peer.Selector) is not { } selector || IsGlobal(selectors, peer.NamespaceSelector)) return null;
        var labelled = LabelledObjects.Of(context);
        return labelled.FindGlobal(selector) is { } global
            && !labelled.MayMatchNamespaced(selector, string.IsNullOrEmpty(peer.NamespaceSelector) ? policy.Namespace ?? "default" : null) ? global : null;
    }

    private static bool IsGlobal(SelectorCache selectors, string? namespaceSelector) =>
        selectors.Find(namespaceSelector)?.Root is Selectors.GlobalNode or Selectors.NotNode { Operand: Selectors.AllNode };

    private static string Message(RulePlace rule, PolicyPeer peer, Resource global)
    {
        var reach = string.IsNullOrEmpty(peer.NamespaceSelector)
            ? "without a namespaceSelector it looks in the policy's own namespace only"
            : "its namespaceSelector looks in namespaces only";
        return $"The {rule.RemoteField}.selector of {rule} fits {global.Kind} {global.Name}, which is in no namespace; {reach}, so it never matches it. "
            + "Nothing that is in a namespace and carries such labels is in the input.";
    }

    private static string Recommendation(RulePlace rule, bool isOwnNamespace) => isOwnNamespace
        ? $"Add namespaceSelector: global() to {rule.RemoteField} of {rule}."
        : $"Set namespaceSelector of {rule.RemoteField} of {rule} to global().";
}
