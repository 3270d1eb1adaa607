using CalicoPolicy.Core.Publishing.Ordering;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Tests.Evaluation.Reference;

namespace CalicoPolicy.Core.Tests.Publishing.Ordering;

/// <summary>Random changes of a random cluster: policies, tiers, sets, namespaces and host endpoints come, go and change.</summary>
internal sealed class RandomChanges
{
    private readonly Dice _dice;
    private readonly List<Resource> _start;
    private readonly Dictionary<(string, string, string?, string), PlannedChange> _changes = [];
    private readonly RandomPolicies _policies = null!;
    private readonly bool _mayForward;

    /// <summary>Changes that are known.</summary>
    public RandomChanges(Dice dice, IReadOnlyList<Resource> start, IEnumerable<PlannedChange> changes, IReadOnlyList<PlainFlow> flows)
    {
        (_dice, _start, Flows, IsComplete) = (dice, [.. start], flows, true);
        foreach (var change in changes) _changes.Add(KeyOf(change.Subject), change);
    }

    private RandomChanges(int seed, int most)
    {
        (var resources, IsComplete, IsOpen, _dice) = RandomCase.Cluster(seed);
        _mayForward = _dice.OneIn(6);
        _start = [.. resources.Select(Plain)];
        _policies = new(_dice, IsOpen, ["t1", "t2", "t4", "default", "default"]);
        for (var left = 1 + _dice.Below(most); left > 0; left--) Add();
    }

    public bool IsComplete { get; }

    public bool IsOpen { get; }

    public Dice Dice => _dice;

    /// <summary>All flows that can make a difference; none where there are too many.</summary>
    public IReadOnlyList<PlainFlow> Flows { get; } = [];

    public IReadOnlyList<Resource> Start => _start;

    public IReadOnlyList<PlannedChange> Changes => [.. _changes.Values];

    /// <summary>The changes of a seed, at most so many.</summary>
    public static RandomChanges Of(int seed, int most) => new(seed, most);

    /// <summary>The objects after some writes.</summary>
    public static IReadOnlyList<Resource> After(IReadOnlyList<Resource> start, IEnumerable<PlannedChange> writes)
    {
        var there = start.ToList();
        foreach (var write in writes)
        {
            var place = there.FindIndex(other => KeyOf(other) == KeyOf(write.Subject));
            if (place >= 0 && write.After is null) there.RemoveAt(place);
            else if (place >= 0) there[place] = write.After!;
            else if (write.After is not null) there.Add(write.After);
        }

        return there;
    }

    public static (string, string, string?, string) KeyOf(Resource resource) =>
        (resource.ApiVersion, resource.Kind, resource.IsNamespaced ? resource.Namespace ?? "default" : null, resource.Name);

    private void Add()
    {
        switch (_dice.Below(12))
        {
            case 0 or 1 or 2 or 3: Put(Plain(_policies.Next())); break;
            case 4 or 5: Replace<TieredPolicy>(policy => Plain(Same(policy))); break;
            case 6 or 7: Delete<Resource>(resource => resource is TieredPolicy or KubernetesPolicy or ClusterNetworkPolicy); break;
            case 8 when _dice.OneIn(2): WholeTier(); break;
            case 8: Replace<Tier>(tier => tier with { Order = _dice.One<double?>(null, 5, 10, 20, 1000) }); break;
            case 9: Replace<AddressSet>(set => set with { Nets = _dice.Some<string>(["10.0.0.0/30", "10.0.0.5/29", "203.0.113.7", "203.0.113.0/24", "0.0.0.0/0", "192.0.2.0/24"], 3) }); break;
            case 10 when _dice.OneIn(2): Delete<AddressSet>(_ => true); break;
            case 10: Put(new GlobalNetworkSet { Metadata = new() { Name = "g9", Labels = LabelMap.Of([new("net", _dice.One("web", "db"))]) }, Nets = _dice.Some<string>(["10.0.0.0/30", "203.0.113.0/24", "192.0.2.0/24"], 2) }); break;
            case 11 when _dice.OneIn(2): Replace<Namespace>(ns => ns with { Metadata = ns.Metadata with { Labels = LabelMap.Of([new("env", _dice.One("a", "b"))]) } }); break;
            default: Host(); break;
        }
    }

    private void Host()
    {
        if (_dice.OneIn(2)) Delete<HostEndpoint>(_ => true);
        else Put(new HostEndpoint { Metadata = new() { Name = "h9", Labels = LabelMap.Of([new("app", _dice.One("web", "db"))]) }, Node = "n1", InterfaceName = "eth9", ExpectedIPs = ["192.0.2.1"], Profiles = _dice.OneIn(2) ? ["open"] : [] });
    }

    // A new tier with policies, or one that goes with all that is in it.
    private void WholeTier()
    {
        if (_dice.OneIn(2))
        {
            Put(new Tier { Metadata = new() { Name = "t4" }, Order = _dice.One<double?>(5, 15, null), DeclaredDefaultAction = _dice.One<PolicyAction?>(null, PolicyAction.Pass) });
            for (var count = 1 + _dice.Below(3); count > 0; count--)
            {
                if (_policies.Next() is TieredPolicy policy) Put(Plain(policy with { DeclaredTier = "t4", Metadata = policy.Metadata with { Name = $"{policy.Name}-{count}" } }));
            }

            return;
        }

        if (_start.OfType<Tier>().ToList() is not { Count: > 0 } tiers) return;
        var tier = _dice.One(tiers);
        foreach (var policy in _start.OfType<TieredPolicy>().Where(policy => policy.Tier == tier.Name)) _changes[KeyOf(policy)] = new(policy, null);
        foreach (var change in _changes.Values.Where(change => change.After is TieredPolicy policy && policy.Tier == tier.Name).ToList()) _changes.Remove(KeyOf(change.Subject));
        _changes[KeyOf(tier)] = new(tier, null);
    }

    private void Put(Resource after)
    {
        if (after is TieredPolicy policy && _changes.Values.Any(change => change is { Before: Tier, After: null } && change.Before.Name == policy.Tier)) return;
        _changes[KeyOf(after)] = new(_start.Find(other => KeyOf(other) == KeyOf(after)), after);
    }

    private void Delete<T>(Func<T, bool> isMeant)
        where T : Resource
    {
        if (_start.OfType<T>().Where(isMeant).ToList() is { Count: > 0 } all && _dice.One(all) is var one) _changes[KeyOf(one)] = new(one, null);
    }

    private void Replace<T>(Func<T, Resource> change)
        where T : Resource
    {
        if (_start.OfType<T>().ToList() is { Count: > 0 } all && _dice.One(all) is var one) Put(change(one));
    }

    private TieredPolicy Same(TieredPolicy policy)
    {
        if (_dice.OneIn(3)) return policy with { Order = _dice.One<double?>(null, 1, 2, 3) };
        if (_policies.Next() is not TieredPolicy other) return policy with { Ingress = [], Egress = [], DeclaredTypes = policy.Types };
        return policy with { DeclaredTypes = other.DeclaredTypes, Ingress = other.Ingress, Egress = other.Egress, Selector = _dice.OneIn(2) ? policy.Selector : other.Selector };
    }

    /// <summary>Without what makes verdicts depend on more than who talks to whom on which port.</summary>
    private Resource Plain(Resource resource)
    {
        if (resource is not TieredPolicy policy) return resource;
        policy = policy with { DeclaredTypes = policy.Types, Ingress = [.. policy.Ingress.Select(Plain)], Egress = [.. policy.Egress.Select(Plain)] };
        return policy is GlobalPolicy global && !_mayForward ? global with { ApplyOnForward = null, PreDnat = null, DoNotTrack = null } : policy;
    }

    private static PolicyRule Plain(PolicyRule rule) => rule with { Http = null, Source = rule.Source with { Ports = [], NotPorts = [] } };
}
