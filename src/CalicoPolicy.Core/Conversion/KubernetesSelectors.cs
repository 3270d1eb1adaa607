using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Conversion;

/// <summary>Selectors of Kubernetes in Calico's language (libcalico-go, conversion.go, k8sSelectorToCalico), term for term.</summary>
internal static class KubernetesSelectors
{
    /// <summary>Keeps host endpoints and network sets out, which have no such label.</summary>
    private const string OfPods = $"{AutomaticLabels.Orchestrator} == 'k8s'";

    /// <summary>A selector of pods; a missing one selects all pods too.</summary>
    public static string Pods(LabelSelector? selector, FieldPath path, ConversionRun run) =>
        string.Join(" && ", [OfPods, .. selector is null ? [] : Terms(selector, path, run)]);

    /// <summary>A selector of namespaces: a missing one is no criterion, one without criteria selects all.</summary>
    public static string? Namespaces(LabelSelector? selector, FieldPath path, ConversionRun run) =>
        selector is null ? null : selector.SelectsAll ? "all()" : string.Join(" && ", Terms(selector, path, run));

    /// <summary>What a selector asks for, without what Calico adds; null where it asks for nothing.</summary>
    public static string? Criteria(LabelSelector selector) =>
        selector.SelectsAll ? null : string.Join(" && ", Terms(WithLabels(selector), FieldPath.Root, new()));

    /// <summary>The same selector, with labels in place of expressions that list one value.</summary>
    private static LabelSelector WithLabels(LabelSelector selector)
    {
        var single = selector.MatchExpressions.Where(one => one is { Operator: "In", Values.Count: 1 } && !selector.MatchLabels.ContainsKey(one.Key)).ToList();
        return single.Count == 0 || single.DistinctBy(one => one.Key).Count() < single.Count
            ? selector
            : selector with
            {
                MatchLabels = selector.MatchLabels.With(single.Select(one => KeyValuePair.Create(one.Key, one.Values[0]))),
                MatchExpressions = [.. selector.MatchExpressions.Except(single)],
            };
    }

    private static List<string> Terms(LabelSelector selector, FieldPath path, ConversionRun run)
    {
        var terms = new List<string>();
        foreach (var (key, value) in selector.MatchLabels.OrderBy(label => label.Key, Utf8Order.Instance))
        {
            CheckKey(key, path["matchLabels"][key], run);
            CheckValue(value, path["matchLabels"][key], run);
            terms.Add($"{key} == '{value}'");
        }

        for (var index = 0; index < selector.MatchExpressions.Count; index++)
        {
            if (Term(selector.MatchExpressions[index], path["matchExpressions"][index], run) is { } term) terms.Add(term);
        }

        return terms;
    }

    private static string? Term(LabelSelectorRequirement requirement, FieldPath path, ConversionRun run)
    {
        var key = requirement.Key;
        switch (requirement.Operator)
        {
            case "In":
                return $"{key} in {{ '{Values(requirement, path, run)}' }}";
            case "NotIn":
                return $"{key} not in {{ '{Values(requirement, path, run)}' }}";
            case "Exists":
                CheckLone(requirement, path, run);
                return $"has({key})";
            case "DoesNotExist":
                CheckLone(requirement, path, run);
                return $"! has({key})";
            default:
                run.Reinterpret(
                    path["operator"],
                    $"the operator '{requirement.Operator}' is none of Kubernetes'; Calico leaves the whole expression out, so that more is selected.",
                    "Write In, NotIn, Exists or DoesNotExist.");
                return null;
        }
    }

    private static string Values(LabelSelectorRequirement requirement, FieldPath path, ConversionRun run)
    {
        CheckKey(requirement.Key, path["key"], run);
        for (var index = 0; index < requirement.Values.Count; index++) CheckValue(requirement.Values[index], path["values"][index], run);
        if (requirement.Values.Count == 0)
        {
            run.Reinterpret(
                path["values"],
                $"{requirement.Operator} needs values; Calico takes their absence for the empty value.",
                $"Give the values, or write {(requirement.Operator == "In" ? "Exists" : "DoesNotExist")}.");
        }

        return string.Join("', '", requirement.Values);
    }

    private static void CheckLone(LabelSelectorRequirement requirement, FieldPath path, ConversionRun run)
    {
        CheckKey(requirement.Key, path["key"], run);
        if (requirement.Values.Count > 0)
            run.Reinterpret(path["values"], $"{requirement.Operator} takes no values; Calico passes them over.", "Remove the values, or write In or NotIn.");
    }

    private static void CheckKey(string key, FieldPath path, ConversionRun run)
    {
        if (!Selector.IsLabel(key)) Unreadable($"'{key}' can be no key of a label", path, run);
    }

    // Calico quotes values with ' and its language has no escapes.
    private static void CheckValue(string value, FieldPath path, ConversionRun run)
    {
        if (value.Contains('\'', StringComparison.Ordinal)) Unreadable($"\"{value}\" can be no value of a label", path, run);
    }

    private static void Unreadable(string what, FieldPath path, ConversionRun run) => run.Report(
        path,
        ConversionEffect.PolicyIgnored,
        $"{what}; Calico cannot read the selector that it makes of it and takes the policy for missing.",
        "Write a label that Kubernetes allows.");
}
