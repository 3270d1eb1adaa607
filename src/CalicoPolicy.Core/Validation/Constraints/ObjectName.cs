using System.Text;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Validation.Constraints;

/// <summary>
/// Names of Calico's and Kubernetes' policy kinds (validateObjectMeta, validateTier and the policies' own checks; calico-dataplane.md
/// 2.1). Whether the name of a policy has to begin with its tier is CP2002's matter.
/// </summary>
internal sealed class ObjectName : Constraint
{
    private static readonly FieldPath Name = FieldPath.Root["metadata"]["name"];
    private static readonly FieldPath Namespace = FieldPath.Root["metadata"]["namespace"];

    public override void Check(Resource subject, Violations violations)
    {
        if (subject is not (TieredPolicy or KubernetesPolicy or ClusterNetworkPolicy or Tier or AddressSet or HostEndpoint or Profile or GlobalThreatFeed
            or PolicyRecommendationScope)) return;
        CheckName(subject, violations);
        if (subject is TieredPolicy { DeclaredTier: { Length: > 0 } tier } && !KubernetesNames.IsSubdomainShaped(tier))
            violations.Add(FieldPath.Root["spec"]["tier"], "tier", $"'{tier}' is no name of a tier.", "Use lower-case letters, digits and '-', with a letter or digit at both ends.");
        if (subject.Namespace is not { } ns) return;
        if (!subject.IsNamespaced)
            violations.Add(Namespace, "namespace", $"A {subject.Kind} lives in no namespace, and this one names '{ns}'.", "Remove metadata.namespace, or use the namespaced kind.");
        else if (!KubernetesNames.IsLabel(ns))
            violations.Add(Namespace, "namespace", $"'{ns}' is no name of a namespace.", "Use up to 63 lower-case letters, digits and '-', with a letter or digit at both ends.");
    }

    private static void CheckName(Resource subject, Violations violations)
    {
        var name = subject.Name;
        if (name.Length == 0)
        {
            if (!subject.Metadata.UnknownFields.Any(field => field.Name == "generateName"))
                violations.Add(FieldPath.Root["metadata"], "name", $"The {subject.Kind} has no name.", "Write metadata.name.");
            return;
        }

        var length = Encoding.UTF8.GetByteCount(name);
        var longest = subject is Tier ? KubernetesNames.LongestLabel : KubernetesNames.LongestSubdomain;
        if (length > longest)
            violations.Add(Name, "name length", $"The name is {length} bytes long; a {subject.Kind} may have {longest}.", "Shorten the name.");
        else if (!IsShaped(subject, name))
            violations.Add(Name, "name", $"'{name}' is no name for a {subject.Kind}.", Rule(subject));
    }

    private static bool IsShaped(Resource subject, string name) => subject switch
    {
        Tier => KubernetesNames.IsLabelShaped(name),
        GlobalPolicy => HasOneDotAtMost(name),
        TieredPolicy => HasOneDotAtMost(name) || HasPrefix(name, "knp.default.") || HasPrefix(name, "ossg.default."),
        _ => KubernetesNames.IsSubdomainShaped(name),
    };

    private static bool HasOneDotAtMost(string name) =>
        name.AsSpan().Count('.') <= 1 && KubernetesNames.IsSubdomainShaped(name);

    private static bool HasPrefix(string name, string prefix) =>
        name.StartsWith(prefix, StringComparison.Ordinal) && KubernetesNames.IsSubdomainShaped(name.AsSpan(prefix.Length));

    private static string Rule(Resource subject) => "Use lower-case letters, digits and '-', with a letter or digit at both ends" + subject switch
    {
        Tier => "; no dots.",
        TieredPolicy => ", and one dot at most, as in tier.name.",
        _ => " of each part between dots.",
    };
}
