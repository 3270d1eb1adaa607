using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Evaluation.Reference;

/// <summary>What becomes of a pod's traffic to its own host (decision 6).</summary>
internal static class PlainFelix
{
    /// <summary>Whether it gets through on a node; null where nobody knows, or the host's own rules decide.</summary>
    public static bool? Accepts(IReadOnlyList<Resource> resources, bool isComplete, string node)
    {
        var environments = resources.OfType<DaemonSet>().Select(agents => agents.Template.HostAction).OfType<HostAction>().Distinct().ToList();
        if (environments.Count > 1) return null;
        if (environments.Count == 0) return resources.OfType<Installation>().Any() ? true : null;
        if (environments[0] != HostAction.Unset) return environments[0] switch { HostAction.Accept => true, HostAction.Drop => false, _ => null };
        if (Say(resources, $"node.{node}") is { } own) return Read(own);
        return isComplete ? Read(Say(resources, "default") ?? "Drop") : null;
    }

    private static string? Say(IReadOnlyList<Resource> resources, string name) =>
        resources.OfType<FelixConfiguration>().FirstOrDefault(felix => felix.Name == name)?.DefaultEndpointToHostAction;

    private static bool? Read(string action) => action switch { "Accept" => true, "Drop" => false, _ => null };
}
