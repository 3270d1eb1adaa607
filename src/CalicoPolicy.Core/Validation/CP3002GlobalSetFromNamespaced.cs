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
        if (!policy.IsNamespaced) yield break;
        var selectors = SelectorCache.Of(context);
        var labelled = LabelledObjects.Of(context);
        foreach (var rule in context.RulesOf(policy))
        {
            var peer = rule.Remote;
            if (selectors.Find(peer.Selector) is not { } selector || IsGlobal(selectors, peer.NamespaceSelector)) continue;
            var isOwnNamespace = string.IsNullOrEmpty(peer.NamespaceSelector);
            if (labelled.FindGlobal(selector) is not { } global) continue;
            if (labelled.MayMatchNamespaced(selector, isOwnNamespace ? policy.Namespace ?? "default" : null)) continue;
            var path = rule.Path[rule.RemoteField]["selector"];
            yield return new(path, Message(rule, peer, global), Recommendation(rule, isOwnNamespace))
            {
                Content = $"{rule.ListName} {new RuleContent(selectors).Of(rule.Rule)}",
            };
        }
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
