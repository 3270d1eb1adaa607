using System.Globalization;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Tests.Evaluation.Reference;

namespace CalicoPolicy.Core.Tests.Optimization;

/// <summary>
/// Small sets of policies in which there is something for every rewrite: policies that are split, repeated in namespaces, global for one
/// namespace, with an own side in their rules, and wordy rules in all of them.
/// </summary>
internal sealed class WordyPolicies(Dice dice)
{
    /// <summary>The profile that some host endpoints have.</summary>
    public const string ProfileName = "mixed";

    private static readonly string[] Namespaces = ["prod", "dev", "ops"];
    private readonly WordyRules _rules = new(dice);
    private readonly WordySelectors _wordy = new(dice);
    private readonly RandomSelectors _plain = new(dice);
    private int _count;

    /// <summary>Two tiers, a profile with rules, and a few policies of Calico's kinds.</summary>
    public static IReadOnlyList<Resource> Of(Dice dice)
    {
        var policies = new WordyPolicies(dice);
        var made = new List<Resource>(((string[])["t1", "t2"]).Select(name => new Tier
        {
            Metadata = new() { Name = name },
            Order = dice.One<double?>(10, 20, null),
            DeclaredDefaultAction = dice.One<PolicyAction?>(null, PolicyAction.Deny, PolicyAction.Pass),
        }));
        if (dice.OneIn(3)) made.Add(new Profile { Metadata = new() { Name = ProfileName }, Ingress = policies._rules.List(isEgress: false, isGlobal: true), Egress = policies._rules.List(isEgress: true, isGlobal: true) });
        for (var count = 1 + dice.Below(3); count > 0; count--) made.AddRange(policies.Next());
        return made;
    }

    private IEnumerable<Resource> Next() => dice.Below(12) switch
    {
        0 or 1 => Repeated(),
        2 or 3 => [ForOneNamespace()],
        4 or 5 => Split(),
        6 or 7 => [WithOwnSide()],
        8 => [Staged()],
        9 => [Global()],
        10 => [Forwarded()],
        _ => [Filled(new NetworkPolicy(), dice.One(Namespaces))],
    };

    private string Name() => string.Create(CultureInfo.InvariantCulture, $"p{_count++}");

    private string Selector() => dice.OneIn(4) ? "all()" : dice.OneIn(2) ? _wordy.OfEndpoints() : _plain.OfEndpoints();

    private TieredPolicy Filled(TieredPolicy policy, string? ns) => policy with
    {
        Metadata = new() { Name = Name(), Namespace = ns },
        DeclaredTier = dice.OneIn(4) ? null : dice.One("t1", "t2"),
        Order = dice.One<double?>(null, 1, 2, 1000),
        Selector = dice.OneIn(4) ? null : Selector(),
        ServiceAccountSelector = dice.OneIn(8) ? _wordy.OfAccounts() : null,
        DeclaredTypes = dice.Below(4) switch { 0 => [PolicyType.Ingress], 1 => [PolicyType.Egress], 2 => [PolicyType.Ingress, PolicyType.Egress], _ => [] },
        Ingress = _rules.List(isEgress: false, isGlobal: ns is null),
        Egress = _rules.List(isEgress: true, isGlobal: ns is null),
    };

    private GlobalPolicy Global() => (GlobalPolicy)Filled(new GlobalNetworkPolicy(), null) with { NamespaceSelector = dice.OneIn(2) ? dice.OneIn(2) ? _wordy.OfNamespaces() : "all()" : null };

    private GlobalPolicy Forwarded() => dice.Below(3) switch
    {
        0 => Global() with { DoNotTrack = true, ApplyOnForward = true },
        1 => Global() with { PreDnat = true, ApplyOnForward = true, Egress = [], DeclaredTypes = [] },
        _ => Global() with { ApplyOnForward = true },
    };

    private TieredPolicy Staged() => dice.OneIn(2)
        ? Filled(new StagedNetworkPolicy { DeclaredStagedAction = dice.One<StagedAction?>(null, StagedAction.Set) }, dice.One(Namespaces))
        : Filled(new StagedGlobalNetworkPolicy(), null);

    /// <summary>One policy in every namespace, with rules that mean the same in all of them.</summary>
    private IEnumerable<Resource> Repeated()
    {
        var first = WithoutNamespaces(Filled(new NetworkPolicy(), Namespaces[0])) with { Selector = dice.One(null, "app == 'web'", "all()", Selector()) };
        return Namespaces.Select(ns => first with { Metadata = first.Metadata with { Namespace = ns } });
    }

    private TieredPolicy ForOneNamespace() =>
        WithoutNamespaces(Global() with { NamespaceSelector = dice.One("projectcalico.org/name == 'prod'", "projectcalico.org/name in {'dev'}", "kubernetes.io/metadata.name == 'ops'") });

    /// <summary>Two or three policies for the same endpoints that follow each other, in half of the cases with rules of one action.</summary>
    private List<Resource> Split()
    {
        var first = dice.OneIn(2) ? Filled(new NetworkPolicy(), dice.One(Namespaces)) : Global();
        if (dice.OneIn(2)) first = first with { Ingress = Allowing(first.Ingress), Egress = Allowing(first.Egress) };
        var parts = new List<Resource> { first };
        for (var count = 1 + dice.Below(2); count > 0; count--)
        {
            var next = Filled(first, first.Namespace);
            parts.Add(next with
            {
                DeclaredTier = first.DeclaredTier,
                Order = first.Order is { } order && dice.OneIn(2) ? order + parts.Count : first.Order,
                Selector = first.Selector,
                Ingress = first.Ingress.All(IsAllow) ? Allowing(next.Ingress) : next.Ingress,
                Egress = first.Egress.All(IsAllow) ? Allowing(next.Egress) : next.Egress,
                ServiceAccountSelector = first.ServiceAccountSelector,
            });
        }

        return parts;
    }

    private static bool IsAllow(PolicyRule rule) => rule.Action == PolicyAction.Allow;

    private static IReadOnlyList<PolicyRule> Allowing(IReadOnlyList<PolicyRule> rules) => [.. rules.Select(rule => rule with { Action = PolicyAction.Allow })];

    /// <summary>A policy whose rules pick its own endpoints: all the same ones, or groups.</summary>
    private TieredPolicy WithOwnSide()
    {
        var policy = dice.OneIn(3) ? Filled(new NetworkPolicy(), dice.One(Namespaces)) : Global();
        string[] groups = dice.OneIn(2) ? [_plain.OfEndpoints()] : ["app == 'web'", "app == 'db'"];
        return policy with
        {
            Selector = dice.OneIn(2) ? "all()" : policy.Selector,
            ServiceAccountSelector = null,
            Ingress = [.. Enumerable.Range(0, 3).Select(_ => _rules.Rule(isEgress: false) with { Destination = new() { Selector = dice.One(groups) } })],
            Egress = dice.OneIn(2) ? [] : [.. Enumerable.Range(0, 3).Select(_ => _rules.Rule(isEgress: true) with { Source = new() { Selector = dice.One(groups) } })],
            DeclaredTypes = [],
        };
    }

    private static TieredPolicy WithoutNamespaces(TieredPolicy policy) => policy with
    {
        Ingress = [.. policy.Ingress.Where(IsFree)],
        Egress = [.. policy.Egress.Where(IsFree)],
        DeclaredTypes = policy.Types,
    };

    private static bool IsFree(PolicyRule rule) => IsFree(rule.Source) && IsFree(rule.Destination);

    private static bool IsFree(PolicyPeer peer) => string.IsNullOrEmpty(peer.Selector) && string.IsNullOrEmpty(peer.NotSelector)
        && string.IsNullOrEmpty(peer.NamespaceSelector) && peer.ServiceAccounts is null && peer.Services is null;
}
