using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Evaluation.Reference;

/// <summary>How Calico is installed and set in a small random cluster.</summary>
internal static class RandomSettings
{
    public static IEnumerable<Resource> Of(Dice dice)
    {
        if (dice.OneIn(3))
        {
            yield return new DaemonSet
            {
                Metadata = new() { Name = "calico-node", Namespace = "ops" },
                Template = new() { HostNetwork = true, HostAction = dice.One(HostAction.Unset, HostAction.Unset, HostAction.Accept, HostAction.Drop, HostAction.Return, HostAction.Unknown) },
            };
        }

        if (dice.OneIn(8)) yield return new Installation { Metadata = new() { Name = "default" } };
        foreach (var name in (string[])["default", "node.n1", "node.n2"])
        {
            if (!dice.OneIn(4)) continue;
            yield return new FelixConfiguration { Metadata = new() { Name = name }, DefaultEndpointToHostAction = dice.One(null, "Drop", "Return", "Accept") };
        }
    }
}
