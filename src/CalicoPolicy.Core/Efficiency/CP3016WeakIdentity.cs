using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// An Allow of a global policy for service accounts by name, without their namespace: whoever may create a service account of that
/// name in any namespace is granted the same.
/// </summary>
internal sealed class CP3016WeakIdentity : FindingRule<GlobalPolicy>
{
    private const int Listed = 8;

    public CP3016WeakIdentity()
        : base(new(
            "CP3016", "WeakIdentity", FindingSeverity.Low,
            "A global policy allows service accounts by name in every namespace."))
    {
    }

    protected override IEnumerable<Observation> Judge(GlobalPolicy policy, RuleContext context)
    {
        var selectors = SelectorCache.Of(context);
        var content = new RuleContent(selectors);
        foreach (var rule in context.RulesOf(policy))
        {
            if (rule.Rule.Action != PolicyAction.Allow || rule.Remote is not { ServiceAccounts: { Names.Count: > 0 } accounts } peer) continue;
            if (!string.IsNullOrEmpty(peer.NamespaceSelector) || peer.Nets.Count > 0 || IsKeptToNamespaces(peer, selectors)) continue;
            yield return new(
                rule.Path[rule.RemoteField]["serviceAccounts"]["names"],
                $"The {rule.RemoteField}.serviceAccounts of {rule} names {RuleCost.Listed(accounts.Names, Listed)} without a namespace: service "
                    + "accounts of that name in any other namespace are allowed the same"
                    + (accounts.Names.Contains("default") ? ", and every namespace has one that is called default." : "."),
                $"Add the namespaces that are meant to {rule.RemoteField} of {rule}: namespaceSelector: {AutomaticLabels.Name} in {{...}}.")
            {
                Content = $"{rule.ListName} {content.Of(rule.Rule)}",
            };
        }
    }

    private static bool IsKeptToNamespaces(PolicyPeer peer, SelectorCache selectors) => selectors.Find(peer.Selector) is { } selector
        && LabelRestrictions.Of(selector.Root).Labels.TryGetValue(AutomaticLabels.Namespace, out var asked) && asked.LimitsValues;
}
