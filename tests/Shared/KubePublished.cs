using System.Globalization;
using System.Text.Json.Nodes;

namespace CalicoPolicy.Tests.Shared;

/// <summary>A cluster whose whole state can be compared: the objects of the kinds that are published, without what only the server sets.</summary>
internal static class KubePublished
{
    private const string Kinds =
        "namespaces,tiers.v3.projectcalico.org,globalnetworksets.v3.projectcalico.org,networksets.v3.projectcalico.org,networkpolicies.v3.projectcalico.org,"
        + "globalnetworkpolicies.v3.projectcalico.org,stagednetworkpolicies.v3.projectcalico.org,stagedglobalnetworkpolicies.v3.projectcalico.org,"
        + "stagedkubernetesnetworkpolicies.v3.projectcalico.org,networkpolicies.v1.networking.k8s.io,hostendpoints.v3.projectcalico.org,felixconfigurations.v3.projectcalico.org,pods";

    private static readonly string[] Normalised = ["uid", "resourceVersion", "generation", "creationTimestamp", "managedFields"];

    /// <summary>The objects, a line each, in order.</summary>
    public static async Task<string> StateAsync(KubeServer server)
    {
        var list = JsonNode.Parse(await server.KubectlAsync(null, "get", Kinds, "-A", "-o", "json"))!;
        var lines = new List<string>();
        foreach (var item in list["items"]!.AsArray())
        {
            foreach (var field in Normalised) item!["metadata"]!.AsObject().Remove(field);
            lines.Add(item!.ToJsonString());
        }

        return string.Join('\n', lines.Order(StringComparer.Ordinal));
    }

    /// <summary>The objects as the server has them, with the versions that every write counts up.</summary>
    public static Task<string> ExactStateAsync(KubeServer server) => server.KubectlAsync(null, "get", Kinds, "-A", "-o", "json", "--show-managed-fields");

    /// <summary>Removes everything that tests put there.</summary>
    public static async Task ClearAsync(KubeServer server)
    {
        await server.KubectlAsync(null, "delete", Kinds.Replace("namespaces,", string.Empty, StringComparison.Ordinal), "--all", "-A", "--ignore-not-found");
        var names = (await server.KubectlAsync(null, "get", "namespaces", "-o", "name")).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(name => name is not ("namespace/default" or "namespace/kube-public" or "namespace/kube-system")).ToArray();
        if (names.Length > 0) await server.KubectlAsync(null, ["delete", .. names]);
    }

    /// <summary>As many resources as asked for: namespaces, a tier, sets, and policies of several kinds.</summary>
    public static string Resources(int count)
    {
        var parts = new List<string>
        {
            "{apiVersion: projectcalico.org/v3, kind: Tier, metadata: {name: team}, spec: {order: 200}}",
        };
        for (var index = 0; index < 5; index++) parts.Add($"{{apiVersion: v1, kind: Namespace, metadata: {{name: team-{index}}}}}");
        for (var index = 0; parts.Count < count; index++) parts.Add(Resource(index, 8000 + index));
        return string.Join("\n---\n", parts);
    }

    /// <summary>One of the resources, by its number, with a port of its own.</summary>
    public static string Resource(int index, int port)
    {
        var number = index.ToString(CultureInfo.InvariantCulture);
        var home = $"team-{index % 5}";
        return (index % 5) switch
        {
            0 => $"{{apiVersion: projectcalico.org/v3, kind: GlobalNetworkSet, metadata: {{name: set-{number}, labels: {{set: s{number}}}}}, spec: {{nets: [192.0.2.{index % 250}/32, 198.51.{port % 250}.0/24]}}}}",
            1 => $"{{apiVersion: projectcalico.org/v3, kind: NetworkPolicy, metadata: {{name: team.web-{number}, namespace: {home}}}, spec: {{tier: team, order: {number}, selector: app == 'w{number}', types: [Ingress], ingress: [{{action: Allow, protocol: TCP, destination: {{ports: [{port}]}}}}]}}}}",
            2 => $"{{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {{name: k-{number}, namespace: {home}}}, spec: {{podSelector: {{matchLabels: {{app: k{number}}}}}, ingress: [{{ports: [{{port: {port}}}]}}]}}}}",
            3 => $"{{apiVersion: projectcalico.org/v3, kind: StagedNetworkPolicy, metadata: {{name: team.staged-{number}, namespace: {home}}}, spec: {{tier: team, selector: app == 's{number}', types: [Egress], egress: [{{action: Allow, protocol: UDP, destination: {{ports: [{port}]}}}}]}}}}",
            _ => $"{{apiVersion: projectcalico.org/v3, kind: GlobalNetworkPolicy, metadata: {{name: team.g-{number}}}, spec: {{tier: team, order: {number}, selector: app == 'g{number}', types: [Ingress, Egress], egress: [{{action: Pass}}], ingress: [{{action: Allow, protocol: TCP, destination: {{ports: [{port}]}}}}]}}}}",
        };
    }
}
