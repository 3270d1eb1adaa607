using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Optimization.Changes;

/// <summary>Policies with one part changed.</summary>
internal static class PolicyChanges
{
    /// <summary>The policy with another rule at a place.</summary>
    public static TieredPolicy With(TieredPolicy policy, RulePlace place, PolicyRule rule)
    {
        PolicyRule[] rules = [.. policy.RulesOf(place.Direction)];
        rules[place.Index] = rule with { Source = Tidy(rule.Source), Destination = Tidy(rule.Destination) };
        return place.Direction == PolicyType.Ingress ? policy with { Ingress = rules } : policy with { Egress = rules };
    }

    /// <summary>The policy with another side in a rule.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="place">The rule.</param>
    /// <param name="side"><c>source</c> or <c>destination</c>.</param>
    /// <param name="peer">The side.</param>
    public static TieredPolicy With(TieredPolicy policy, RulePlace place, string side, PolicyPeer peer) =>
        With(policy, place, side == "source" ? place.Rule with { Source = peer } : place.Rule with { Destination = peer });

    /// <summary>The policy with another selector in the field at a path that a rule of the catalogue found fault with.</summary>
    public static TieredPolicy? WithSelector(TieredPolicy policy, RulePlace? place, FieldPath path, string selector)
    {
        if (place is null) return WithSelector(policy, path.Name!, selector);
        var isAccounts = path.Parent!.Name == "serviceAccounts";
        var side = (isAccounts ? path.Parent.Parent! : path.Parent).Name!;
        var peer = side == "source" ? place.Rule.Source : place.Rule.Destination;
        var changed = path.Name switch
        {
            "selector" when isAccounts => peer with { ServiceAccounts = peer.ServiceAccounts! with { Selector = selector } },
            "selector" => peer with { Selector = selector },
            "notSelector" => peer with { NotSelector = selector },
            "namespaceSelector" => peer with { NamespaceSelector = selector },
            _ => null,
        };
        return changed is null ? null : With(policy, place, side, changed);
    }

    /// <summary>The policy with another selector of its own.</summary>
    public static TieredPolicy? WithSelector(TieredPolicy policy, string field, string selector) => field switch
    {
        "selector" => policy with { Selector = selector },
        "serviceAccountSelector" => policy with { ServiceAccountSelector = selector },
        "namespaceSelector" when policy is GlobalPolicy global => global with { NamespaceSelector = selector },
        _ => null,
    };

    /// <summary>The policy without an order, and under a name of its tier.</summary>
    public static TieredPolicy InDefaultTier(TieredPolicy policy)
    {
        var prefix = policy.Tier + ".";
        var name = policy.Name.StartsWith(prefix, StringComparison.Ordinal) ? policy.Name[prefix.Length..] : policy.Name;
        return policy with { Metadata = policy.Metadata with { Name = name }, DeclaredTier = TieredPolicy.DefaultTier };
    }

    /// <summary>A selector that leaves out more namespaces: in the list that it has, or in one of its own.</summary>
    /// <param name="selector">The selector.</param>
    /// <param name="label">The label that holds the namespace's name.</param>
    /// <param name="namespaces">The names.</param>
    public static string Excluding(Selector selector, string label, IReadOnlyList<string> namespaces)
    {
        SelectorNode[] operands = selector.Root is AndNode all ? [.. all.Operands] : [selector.Root];
        for (var index = 0; index < operands.Length; index++)
        {
            if (operands[index] is not LabelSetNode { Operator: LabelOperator.NotIn } list || list.Label != label) continue;
            operands[index] = new LabelSetNode(label, LabelOperator.NotIn, [.. list.Values, .. namespaces]);
            return Joined(operands);
        }

        return Joined([.. operands, new LabelSetNode(label, LabelOperator.NotIn, [.. namespaces])]);
    }

    /// <summary>A side that has lost its last criterion is not written at all.</summary>
    private static PolicyPeer Tidy(PolicyPeer peer) => peer == PolicyPeer.None ? PolicyPeer.None : peer;

    private static string Joined(SelectorNode[] operands) =>
        operands.Length == 1 ? operands[0].ToReadable() : new AndNode(operands).ToReadable();
}
