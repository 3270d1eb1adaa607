using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Evaluation.Reference;

/// <summary>A random cluster: a few things of every kind from small universes, so that they meet.</summary>
internal static class RandomCase
{
    /// <summary>A cluster of which everything is known (closed), or not (open).</summary>
    public static (IReadOnlyList<Resource> Resources, bool IsComplete, bool IsOpen, Dice Dice) Cluster(int seed)
    {
        var dice = new Dice(seed);
        var isOpen = dice.OneIn(3);
        var isComplete = !isOpen || dice.OneIn(2);
        var objects = new RandomObjects(dice, isOpen, isComplete);
        var names = dice.Some(["t1", "t2", "t3"], 3);
        var resources = new List<Resource>(objects.All().Concat(objects.Tiers(names)));
        IReadOnlyList<string> tiers = [.. names, .. names, "default", "default", "kube-admin", "kube-baseline", .. dice.OneIn(3) ? ["ghost"] : Array.Empty<string>()];
        var policies = new RandomPolicies(dice, isOpen, tiers);
        for (var count = 2 + dice.Below(12); count > 0; count--)
        {
            var policy = policies.Next();
            if (!resources.Exists(other => (other.ApiVersion, other.Kind, other.Namespace, other.Name) == (policy.ApiVersion, policy.Kind, policy.Namespace, policy.Name))) resources.Add(policy);
        }

        resources.AddRange(RandomSettings.Of(dice));
        return (resources, isComplete, isOpen, dice);
    }
}
