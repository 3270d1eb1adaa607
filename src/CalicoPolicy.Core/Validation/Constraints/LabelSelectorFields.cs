using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Validation.Constraints;

/// <summary>What the Kubernetes API demands of a label selector (k8s.io/apimachinery/pkg/apis/meta/v1/validation).</summary>
internal static class LabelSelectorFields
{
    public static void Check(LabelSelector selector, FieldPath path, Violations violations)
    {
        if (selector.SelectsAll) return;
        foreach (var (key, value) in selector.MatchLabels)
        {
            CheckKey(key, path["matchLabels"][key], violations);
            CheckValue(value, path["matchLabels"][key], violations);
        }

        for (var index = 0; index < selector.MatchExpressions.Count; index++)
        {
            var (expression, place) = (selector.MatchExpressions[index], path["matchExpressions"][index]);
            CheckKey(expression.Key, place["key"], violations);
            switch (expression.Operator)
            {
                case "In" or "NotIn":
                    if (expression.Values.Count == 0)
                        violations.Add(place, "expression values", $"{expression.Operator} needs values.", "Write values with at least one.", expression.Key);
                    for (var value = 0; value < expression.Values.Count; value++) CheckValue(expression.Values[value], place["values"][value], violations);
                    break;
                case "Exists" or "DoesNotExist":
                    if (expression.Values.Count > 0)
                        violations.Add(place["values"], "expression values", $"{expression.Operator} has no values.", "Remove values.", expression.Key);
                    break;
                default:
                    violations.Add(place["operator"], "expression operator", $"There is no operator '{expression.Operator}'.", "Write In, NotIn, Exists or DoesNotExist.", expression.Operator);
                    break;
            }
        }
    }

    private static void CheckKey(string key, FieldPath path, Violations violations)
    {
        if (!KubernetesNames.IsQualifiedName(key))
            violations.Add(path, "selector key", $"'{key}' is no key of a label.", "Write the key as it stands on the pods or namespaces.", key);
    }

    private static void CheckValue(string value, FieldPath path, Violations violations)
    {
        if (!KubernetesNames.IsLabelValue(value))
            violations.Add(path, "selector value", $"'{value}' is no value of a label, so nothing carries it.", "Write the value as it stands on the pods or namespaces.", value);
    }
}
