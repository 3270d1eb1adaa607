using System.Text;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Validation.Constraints;

/// <summary>
/// Keys and values of labels and annotations (validateObjectMeta; the Kubernetes API asks the same of every kind), and the label that
/// Calico keeps for itself on sets.
/// </summary>
internal sealed class ObjectLabels : Constraint
{
    private const int LargestAnnotations = 256 * 1024;
    private const string SetNamespace = "projectcalico.org/namespace";

    private static readonly FieldPath Labels = FieldPath.Root["metadata"]["labels"];
    private static readonly FieldPath Annotations = FieldPath.Root["metadata"]["annotations"];

    public override void Check(Resource subject, Violations violations)
    {
        CheckLabels(subject.Labels, Labels, violations);
        if (subject is AddressSet && subject.Labels.ContainsKey(SetNamespace))
        {
            violations.Add(
                Labels[SetNamespace], "namespace label", $"The label {SetNamespace} is Calico's own; no {subject.Kind} may carry it.",
                "Remove it: Calico puts it on namespaced sets by itself.");
        }

        CheckAnnotations(subject.Annotations, Annotations, "the object", violations);
        if (subject is Profile profile) CheckLabels(profile.LabelsToApply, FieldPath.Root["spec"]["labelsToApply"], violations);
        foreach (var rule in violations.Rules)
        {
            if (rule.Rule.Annotations.Count > 0) CheckAnnotations(rule.Rule.Annotations, rule.Path["metadata"]["annotations"], rule.ToString(), violations);
        }
    }

    private static void CheckLabels(LabelMap labels, FieldPath path, Violations violations)
    {
        if (labels.Count == 0) return;
        foreach (var (key, value) in labels)
        {
            if (!KubernetesNames.IsQualifiedName(key))
                violations.Add(path[key], "label key", $"'{key}' is no key of a label.", KeyRule, key);
            if (!KubernetesNames.IsLabelValue(value))
            {
                violations.Add(
                    path[key], "label value", $"'{Shortened(value)}' is no value of a label (key {key}).",
                    "Use up to 63 letters, digits, '-', '_' and '.', with a letter or digit at both ends, or nothing.", key);
            }
        }
    }

    private static void CheckAnnotations(LabelMap annotations, FieldPath path, string owner, Violations violations)
    {
        if (annotations.Count == 0) return;
        long size = 0;
        foreach (var (key, value) in annotations)
        {
            size += Encoding.UTF8.GetByteCount(key) + Encoding.UTF8.GetByteCount(value);
            if (!KubernetesNames.IsQualifiedName(key.ToLowerInvariant()))
                violations.Add(path[key], "annotation key", $"'{key}' is no key of an annotation.", KeyRule, key);
        }

        if (size > LargestAnnotations)
        {
            violations.Add(
                path, "annotation size", $"The annotations of {owner} are {size} bytes long, {size - LargestAnnotations} more than the 262,144 that are allowed.",
                "Keep long texts elsewhere and annotate where they are.");
        }
    }

    private const string KeyRule =
        "Use up to 63 letters, digits, '-', '_' and '.', with a letter or digit at both ends; before it, if anything, a DNS name and '/'.";

    private static string Shortened(string value) => value.Length <= 80 ? value : value[..77] + "...";
}
