using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Evaluation.Reference;

/// <summary>Policies of every kind, with few names, orders and tiers, so that they tie and replace each other.</summary>
internal sealed class RandomPolicies(Dice dice, bool isOpen, IReadOnlyList<string> tiers)
{
    private readonly RandomSelectors _selectors = new(dice);
    private readonly RandomRules _rules = new(dice, isOpen);
    private readonly RandomKubernetes _kubernetes = new(dice);

    public Resource Next() => dice.Below(12) switch
    {
        0 or 1 or 2 => Filled(new NetworkPolicy(), dice.One("prod", "dev")),
        3 or 4 or 5 => Global(new GlobalNetworkPolicy()),
        6 or 7 => Staged(new StagedNetworkPolicy(), dice.One("prod", "dev")),
        8 => StagedGlobal(new StagedGlobalNetworkPolicy()),
        9 => _kubernetes.Policy(Name(), dice.One("prod", "dev")),
        10 => _kubernetes.StagedPolicy(Name(), dice.One("prod", "dev"), Action()),
        _ => _kubernetes.ClusterPolicy(Name()),
    };

    private string Name() => dice.One("a", "a-b", "b", "a.b");

    private StagedAction? Action() => dice.One<StagedAction?>(null, StagedAction.Set, StagedAction.Learn, StagedAction.Ignore, StagedAction.Delete);

    private Resource Staged(StagedNetworkPolicy policy, string ns)
    {
        var action = Action();
        if (action == StagedAction.Delete) return policy with { DeclaredStagedAction = action, Metadata = new() { Name = Name(), Namespace = ns }, DeclaredTier = dice.One(tiers) };
        return (StagedNetworkPolicy)Filled(policy, ns) with { DeclaredStagedAction = action };
    }

    private Resource StagedGlobal(StagedGlobalNetworkPolicy policy)
    {
        var action = Action();
        if (action == StagedAction.Delete) return policy with { DeclaredStagedAction = action, Metadata = new() { Name = Name() }, DeclaredTier = dice.One(tiers) };
        return (StagedGlobalNetworkPolicy)Global(policy) with { DeclaredStagedAction = action };
    }

    private GlobalPolicy Global(GlobalPolicy empty)
    {
        var policy = (GlobalPolicy)Filled(empty, null) with { NamespaceSelector = dice.OneIn(3) ? _selectors.OfNamespaces() : null };
        return dice.Below(9) switch
        {
            0 => policy with { DoNotTrack = true, ApplyOnForward = true },
            1 => policy with { PreDnat = true, ApplyOnForward = true, Egress = [], DeclaredTypes = [] },
            2 => policy with { ApplyOnForward = true },
            _ => policy,
        };
    }

    private TieredPolicy Filled(TieredPolicy policy, string? ns) => policy with
    {
        Metadata = new() { Name = Name(), Namespace = ns },
        DeclaredTier = dice.OneIn(4) ? null : dice.One(tiers),
        Order = dice.One<double?>(null, 1, 1, 2, 1000),
        Selector = dice.OneIn(4) ? null : dice.OneIn(3) ? "all()" : _selectors.OfEndpoints(),
        ServiceAccountSelector = dice.OneIn(8) ? _selectors.OfAccounts() : null,
        DeclaredTypes = dice.Below(4) switch { 0 => [PolicyType.Ingress], 1 => [PolicyType.Egress], 2 => [PolicyType.Ingress, PolicyType.Egress], _ => [] },
        Ingress = _rules.List(isEgress: false, isGlobal: ns is null),
        Egress = _rules.List(isEgress: true, isGlobal: ns is null),
    };
}
