using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Connectivity;

/// <summary>Policies whose rules all differ, and ways to say the same in other words.</summary>
internal static class RandomPolicy
{
    public static TieredPolicy Next(Random random)
    {
        TieredPolicy policy = random.Next(4) switch
        {
            0 => new GlobalNetworkPolicy { NamespaceSelector = random.Next(2) == 0 ? "env == 'p'" : null },
            1 => new StagedNetworkPolicy { DeclaredStagedAction = random.Next(2) == 0 ? StagedAction.Set : null },
            2 => new StagedGlobalNetworkPolicy { DeclaredStagedAction = StagedAction.Learn },
            _ => new NetworkPolicy(),
        };
        var number = 0;
        return policy with
        {
            Metadata = new ObjectMetadata { Name = "p", Labels = LabelMap.Of([new("a", "1"), new("b", "2")]) },
            Order = random.Next(2) == 0 ? 100 : null,
            Selector = random.Next(3) switch { 0 => null, 1 => "all()", _ => "app in {'a', 'b'} && has(x)" },
            DeclaredTier = random.Next(2) == 0 ? "default" : random.Next(2) == 0 ? "security" : null,
            DeclaredTypes = random.Next(2) == 0 ? [PolicyType.Ingress, PolicyType.Egress] : [],
            Ingress = [.. Enumerable.Range(0, random.Next(5)).Select(_ => Rule(random, number++))],
            Egress = [.. Enumerable.Range(0, random.Next(5)).Select(_ => Rule(random, number++))],
        };
    }

    /// <summary>A rule that has the number in it.</summary>
    public static PolicyRule Rule(Random random, int number) => new()
    {
        Action = random.Next(2) == 0 ? PolicyAction.Allow : PolicyAction.Deny,
        Protocol = random.Next(2) == 0 ? Protocol.Tcp : null,
        Source = new PolicyPeer { Selector = $"number == '{number}'", NotNets = ["10.0.0.0/24"] },
        Destination = random.Next(3) == 0
            ? PolicyPeer.None
            : new PolicyPeer { Nets = [.. Enumerable.Range(0, random.Next(4)).Select(index => $"10.{index}.0.0/16")], Ports = [new PolicyPort(80), new PolicyPort(8000, 8100), new PolicyPort("web")] },
    };

    /// <summary>The same policy, said otherwise.</summary>
    public static TieredPolicy Respelled(Random random, TieredPolicy policy)
    {
        var changed = policy with
        {
            DeclaredTier = policy.Tier == "default" ? random.Next(3) switch { 0 => null, 1 => "", _ => "default" } : policy.Tier,
            DeclaredTypes = random.Next(2) == 0 ? [.. policy.Types.Reverse()] : policy.DeclaredTypes,
            Selector = policy.Selector switch
            {
                null or "all()" when policy is not GlobalPolicy { NamespaceSelector: not null } => random.Next(3) switch { 0 => null, 1 => "", _ => " all( )" },
                "app in {'a', 'b'} && has(x)" => "((app in { \"b\",'a','a' })&&has( x ))",
                var other => other,
            },
            Ingress = policy.Ingress.Count == 0 ? Empty<PolicyRule>(random) : [.. policy.Ingress.Select(rule => Respelled(random, rule))],
            Egress = policy.Egress.Count == 0 ? Empty<PolicyRule>(random) : [.. policy.Egress.Select(rule => Respelled(random, rule))],
            PerformanceHints = Empty<string>(random),
        };
        return changed switch
        {
            StagedNetworkPolicy staged when staged.StagedAction == StagedAction.Set => staged with { DeclaredStagedAction = random.Next(2) == 0 ? StagedAction.Set : null },
            _ => changed,
        };
    }

    private static PolicyRule Respelled(Random random, PolicyRule rule) => rule with
    {
        Protocol = rule.Protocol == Protocol.Tcp && random.Next(2) == 0 ? new Protocol(6) : rule.Protocol,
        Metadata = random.Next(2) == 0 ? new RuleMetadata { Annotations = LabelMap.Empty } : null,
        Source = rule.Source with { Selector = rule.Source.Selector?.Replace(" == '", "=='", StringComparison.Ordinal), Ports = Empty<PolicyPort>(random), NotNets = Shuffled(random, rule.Source.NotNets) },
        Destination = rule.Destination == PolicyPeer.None
            ? random.Next(2) == 0 ? PolicyPeer.None : new PolicyPeer { NotSelector = "" }
            : rule.Destination with { Nets = Shuffled(random, rule.Destination.Nets), Ports = Shuffled(random, rule.Destination.Ports) },
    };

    private static ValueList<T> Empty<T>(Random random) => random.Next(2) == 0 ? ValueList<T>.None : ValueList<T>.Empty;

    // In another order, some of them twice; blocks with host bits in them are the same blocks.
    private static ValueList<T> Shuffled<T>(Random random, IReadOnlyList<T> members)
    {
        if (members.Count == 0) return Empty<T>(random);
        T[] shuffled = [.. members, members[random.Next(members.Count)]];
        random.Shuffle(shuffled);
        return [.. shuffled.Select(member => member is string net ? (T)(object)net.Replace(".0.0/", ".0.7/", StringComparison.Ordinal) : member)];
    }
}
