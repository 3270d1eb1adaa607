using CalicoPolicy.Core.Conversion;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Tests.Rules;

namespace CalicoPolicy.Core.Tests.Conversion;

/// <summary>Converts policies that are written as a few lines of <c>spec</c>.</summary>
internal static class Converted
{
    /// <summary>What every pod selector begins with.</summary>
    public const string Pods = "projectcalico.org/orchestrator == 'k8s'";

    public static ConvertedPolicy Kubernetes(string spec, string apiVersion = "networking.k8s.io/v1", string kind = "NetworkPolicy") =>
        KubernetesPolicyConversion.Convert((KubernetesPolicy)Read(spec, apiVersion, kind));

    public static ConvertedPolicy Staged(string spec) => Kubernetes(spec, ResourceKinds.CalicoApiVersion, "StagedKubernetesNetworkPolicy");

    public static ConvertedPolicy Cluster(string spec) => ClusterPolicyConversion.Convert((ClusterNetworkPolicy)ClusterPolicy(spec));

    public static Resource ClusterPolicy(string spec) => Read(spec, "policy.networking.k8s.io/v1alpha2", "ClusterNetworkPolicy");

    /// <summary>A ClusterNetworkPolicy with one rule.</summary>
    public static ConvertedPolicy ClusterRule(string direction, string rule) =>
        Cluster($"tier: Admin\npriority: 1\nsubject: {{namespaces: {{}}}}\n{direction}: [{rule}]");

    public static Resource Read(string spec, string apiVersion = "networking.k8s.io/v1", string kind = "NetworkPolicy") => Assert.Single(Input.Read(
        $"apiVersion: {apiVersion}\nkind: {kind}\nmetadata:\n  name: web\n{(kind == "ClusterNetworkPolicy" ? "" : "  namespace: shop\n")}spec:\n"
        + string.Join('\n', spec.ReplaceLineEndings("\n").Split('\n').Select(line => "  " + line)) + "\n",
        "/policies/web.yaml"));

    /// <summary>The rules of a direction, each in a few words.</summary>
    public static string[] Rules(this ConvertedPolicy converted, string direction = "Ingress") =>
        [.. converted.Policy!.RulesOf(new(direction)).Select(rule => rule.ToString())];

    /// <summary>The problems as path and effect.</summary>
    public static string[] Effects(this ConvertedPolicy converted) => [.. converted.Problems.Select(problem => $"{problem.Path} {problem.Effect}")];
}
