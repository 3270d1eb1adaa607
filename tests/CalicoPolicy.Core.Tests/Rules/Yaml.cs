using System.Globalization;

namespace CalicoPolicy.Core.Tests.Rules;

/// <summary>Documents round a few lines of <c>spec</c>.</summary>
internal static class Yaml
{
    public static string NetworkPolicy(string spec, string name = "application.web", string ns = "shop", string kind = "NetworkPolicy") =>
        $"apiVersion: projectcalico.org/v3\nkind: {kind}\nmetadata:\n  name: {name}\n  namespace: {ns}\nspec:\n{Indented(spec)}\n";

    public static string GlobalNetworkPolicy(string spec, string name = "security.web", string kind = "GlobalNetworkPolicy") =>
        $"apiVersion: projectcalico.org/v3\nkind: {kind}\nmetadata:\n  name: {name}\nspec:\n{Indented(spec)}\n";

    public static string GlobalNetworkSet(string label, string name = "partners") =>
        $"apiVersion: projectcalico.org/v3\nkind: GlobalNetworkSet\nmetadata:\n  name: {name}\n  labels: {{{label}}}\nspec:\n  nets: [192.0.2.0/24]\n";

    public static string NetworkSet(string label, string name = "partners", string ns = "shop") =>
        $"apiVersion: projectcalico.org/v3\nkind: NetworkSet\nmetadata:\n  name: {name}\n  namespace: {ns}\n  labels: {{{label}}}\nspec:\n  nets: [192.0.2.0/24]\n";

    public static string KubernetesPolicy(string spec, string name = "web", string ns = "shop") =>
        $"apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: {name}\n  namespace: {ns}\nspec:\n{Indented(spec)}\n";

    public static string Namespace(string name) => $"apiVersion: v1\nkind: Namespace\nmetadata:\n  name: {name}\n";

    public static string Tier(string name, string defaultAction = "Deny", double order = 100) => string.Create(
        CultureInfo.InvariantCulture,
        $"apiVersion: projectcalico.org/v3\nkind: Tier\nmetadata:\n  name: {name}\nspec:\n  order: {order}\n  defaultAction: {defaultAction}\n");

    public static string Documents(params string[] documents) => string.Join("---\n", documents);

    private static string Indented(string spec) => string.Join('\n', spec.ReplaceLineEndings("\n").Split('\n').Select(line => "  " + line));
}
