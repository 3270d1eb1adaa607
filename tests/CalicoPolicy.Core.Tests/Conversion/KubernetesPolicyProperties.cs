using CalicoPolicy.Core.Conversion;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Tests.Documents;

namespace CalicoPolicy.Core.Tests.Conversion;

public class KubernetesPolicyProperties
{
    [Fact]
    public void Rules_are_those_of_the_reference_in_its_order() => ForEach(seed: 41, (policy, converted, _) =>
    {
        foreach (var direction in new[] { PolicyType.Ingress, PolicyType.Egress })
        {
            var expected = policy.RulesOf(direction).SelectMany(ReferenceConversion.Rules).ToList();
            var rules = converted.Policy!.RulesOf(direction);
            Assert.Equal(expected.Count, rules.Count);
            Assert.Equal(expected.Count, converted.PathsOf(direction).Count);
            foreach (var (rule, (protocol, ports, peer)) in rules.Zip(expected))
            {
                Assert.Equal(PolicyAction.Allow, rule.Action);
                Assert.Equal(protocol, rule.Protocol?.ToString() ?? "");
                Assert.Equal(ports, Ports(rule.Destination.Ports));
                Assert.Empty(rule.Source.Ports);
                Assert.True((direction == PolicyType.Ingress ? rule.Destination : rule.Source).MatchesAnyAddress);
                AssertBlock(peer?.IPBlock, direction == PolicyType.Ingress ? rule.Source : rule.Destination);
            }
        }
    });

    [Fact]
    public void Selectors_match_what_Kubernetes_selects() => ForEach(seed: 42, (policy, converted, random) =>
    {
        AssertSame(policy.PodSelector, converted.Policy!.Selector, isPods: true, random);
        foreach (var (rule, (_, _, peer)) in converted.Policy.Ingress.Zip(policy.Ingress.SelectMany(ReferenceConversion.Rules)))
        {
            if (peer is null or { IPBlock: not null })
            {
                Assert.Null(rule.Source.Selector);
                Assert.Null(rule.Source.NamespaceSelector);
                continue;
            }

            AssertSame(peer.PodSelector ?? LabelSelector.None, rule.Source.Selector, isPods: true, random);
            if (peer.NamespaceSelector is null) Assert.Null(rule.Source.NamespaceSelector);
            else AssertSame(peer.NamespaceSelector, rule.Source.NamespaceSelector, isPods: false, random);
        }
    });

    [Fact]
    public void Types_are_those_of_Kubernetes_in_Calicos_order() => ForEach(seed: 43, (policy, converted, _) =>
    {
        var types = policy.DeclaredTypes.Count > 0 ? policy.DeclaredTypes.ToHashSet() : policy.Egress.Count > 0 ? [PolicyType.Ingress, PolicyType.Egress] : [PolicyType.Ingress];
        Assert.Equal(new[] { PolicyType.Ingress, PolicyType.Egress }.Where(types.Contains), converted.Policy!.DeclaredTypes);
    });

    [Fact]
    public void Ports_of_a_rule_do_not_touch_or_overlap_and_names_come_first() => ForEach(seed: 44, (_, converted, _) =>
    {
        foreach (var ports in converted.Policy!.Ingress.Select(rule => rule.Destination.Ports))
        {
            PolicyPort[] numbers = [.. ports.Where(port => !port.IsNamed)];
            for (var index = 1; index < numbers.Length; index++) Assert.True(numbers[index].Min > numbers[index - 1].Max + 1);
            if (numbers.Length > 1) Assert.All(ports.Skip(ports.Count - numbers.Length), port => Assert.False(port.IsNamed));
        }
    });

    [Fact]
    public void What_Kubernetes_takes_converts_without_a_problem() => ForEach(seed: 45, (policy, converted, _) =>
    {
        Assert.Empty(converted.Problems);
        Assert.Equal(converted.Policy, PublishableConversion.Convert(policy).Resource);
        Assert.Equal(converted.Policy, KubernetesPolicyConversion.Convert(policy).Policy);
    });

    private static void ForEach(int seed, Action<KubernetesNetworkPolicy, ConvertedPolicy, RandomKubernetes> check)
    {
        var random = new RandomKubernetes(seed);
        for (var round = 0; round < TestScale.Of(2_000); round++)
        {
            var policy = random.Policy();
            check(policy, KubernetesPolicyConversion.Convert(policy), random);
        }
    }

    private static HashSet<string>? Ports(IReadOnlyList<PolicyPort> ports) => ports.Count == 0
        ? null
        : [.. ports.SelectMany(port => port.Name is { } name ? [name] : Enumerable.Range((int)port.Min, (int)(port.Max - port.Min) + 1).Select(number => $"{number}"))];

    private static void AssertBlock(IPBlock? block, PolicyPeer peer)
    {
        Assert.Equal(block is null ? [] : Networks([block.Cidr]), Networks(peer.Nets));
        Assert.Equal(Networks(block?.Except ?? []), Networks(peer.NotNets));
        Assert.Equal(Networks(peer.Nets).Select(net => net.ToString()), peer.Nets);
    }

    private static Cidr[] Networks(IEnumerable<string> texts) => [.. texts.Select(text => Cidr.TryParse(text, out var cidr) ? cidr : throw new FormatException(text))];

    private static void AssertSame(LabelSelector expected, string? text, bool isPods, RandomKubernetes random)
    {
        var selector = Selector.Parse(text!);
        for (var index = 0; index < 8; index++)
        {
            var labels = random.Labels();
            if (isPods) Assert.False(selector.Matches(labels));
            if (isPods) labels.Add("projectcalico.org/orchestrator", "k8s");
            Assert.Equal(ReferenceConversion.Selects(expected, labels), selector.Matches(labels));
        }
    }
}
