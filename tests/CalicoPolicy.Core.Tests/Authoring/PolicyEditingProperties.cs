using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Tests.Connectivity;
using CalicoPolicy.Core.Tests.Documents;

namespace CalicoPolicy.Core.Tests.Authoring;

public class PolicyEditingProperties
{
    [Fact]
    public void Rules_that_are_taken_out_are_gone_and_the_governed_directions_stay()
    {
        var random = new Random(21);
        var written = 0;
        for (var round = 0; round < TestScale.Of(2000); round++)
        {
            var policy = RandomPolicy.Next(random);
            var direction = random.Next(2) == 0 ? PolicyType.Ingress : PolicyType.Egress;
            var other = direction == PolicyType.Ingress ? PolicyType.Egress : PolicyType.Ingress;
            int[] indexes = [.. Enumerable.Range(0, policy.RulesOf(direction).Count).Where(_ => random.Next(2) == 0)];
            random.Shuffle(indexes);
            var changed = PolicyEditing.RemoveRules(policy, direction, [.. indexes, .. indexes.Take(1)]);

            var expected = policy.RulesOf(direction).ToList();
            foreach (var index in indexes.OrderDescending()) expected.RemoveAt(index);
            Assert.Equal(expected, changed.RulesOf(direction));
            Assert.Equal(policy.RulesOf(other), changed.RulesOf(other));
            Assert.Equal(policy.Types, changed.Types);
            if (changed.DeclaredTypes.Count == policy.DeclaredTypes.Count) continue;
            Assert.Empty(changed.RulesOf(direction));
            written++;
        }

        Assert.NotEqual(0, written);
    }

    [Fact]
    public void A_place_without_a_rule_is_refused()
    {
        var policy = new NetworkPolicy { Ingress = [new PolicyRule()] };
        Assert.Throws<ArgumentOutOfRangeException>(() => PolicyEditing.RemoveRules(policy, PolicyType.Ingress, [0, 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => PolicyEditing.RemoveRules(policy, PolicyType.Egress, [0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => PolicyEditing.RemoveRules(policy, PolicyType.Ingress, [-1]));
    }
}
