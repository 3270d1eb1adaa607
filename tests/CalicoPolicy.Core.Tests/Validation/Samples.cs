using CalicoPolicy.Core.Tests.Rules;

namespace CalicoPolicy.Core.Tests.Validation;

/// <summary>Documents of every kind round the few lines that matter.</summary>
internal static class Samples
{
    public static string Object(string kind, string spec, string metadata = "{name: x}", string apiVersion = "projectcalico.org/v3") =>
        $"apiVersion: {apiVersion}\nkind: {kind}\nmetadata: {metadata}\nspec: {spec}\n";

    public static string Np(string spec = "{}", string name = "x", string ns = "shop") => Object("NetworkPolicy", spec, $"{{name: {name}, namespace: {ns}}}");

    public static string Gnp(string spec = "{}", string name = "x") => Object("GlobalNetworkPolicy", spec, $"{{name: {name}}}");

    public static string Ingress(string rule) => Gnp($"{{ingress: [{rule}]}}");

    public static string Egress(string rule) => Gnp($"{{egress: [{rule}]}}");

    public static string NpIngress(string rule) => Np($"{{ingress: [{rule}]}}");

    public static string Tier(string name, string spec = "{}") => Object("Tier", spec, $"{{name: {name}}}");

    public static string Set(string spec = "{}", string metadata = "{name: x}") => Object("GlobalNetworkSet", spec, metadata);

    public static string Host(string spec = "{node: node-1, interfaceName: eth0}") => Object("HostEndpoint", spec);

    public static string Staged(string spec) => Object("StagedGlobalNetworkPolicy", spec);

    public static string StagedKubernetes(string spec) => Object("StagedKubernetesNetworkPolicy", spec, "{name: x, namespace: shop}");

    public static string Kubernetes(string spec) => Object("NetworkPolicy", spec, "{name: x, namespace: shop}", "networking.k8s.io/v1");

    public static string ClusterPolicy(string spec) => Object("ClusterNetworkPolicy", spec, "{name: x}", "policy.networking.k8s.io/v1alpha2");

    public static string Feed(string spec) => Object("GlobalThreatFeed", spec);

    public static string Scope(string spec, string name = "default") => Object("PolicyRecommendationScope", spec, $"{{name: {name}}}");

    public static string Many(int count, Func<int, string> item) => string.Join(", ", Enumerable.Range(0, count).Select(item));

    public static string Long(int length, char character = 'a') => new(character, length);

    public static string[] Errors(string yaml) =>
        [.. Input.Judge(yaml, new() { MinimumSeverity = Findings.FindingSeverity.Error }).Select(finding => $"{finding.RuleId} {finding.JsonPath} {finding.Message}")];
}
