using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Quarantine;

/// <summary>The policies that quarantine, told by their tier and name: the one for the label, and those for labels that pods carry anyway.</summary>
internal static class QuarantinePolicies
{
    private const string PodNameLabel = "statefulset.kubernetes.io/pod-name";

    // Longer selectors are rejected (libcalico-go/lib/validator).
    private const int MaxSelectorLength = 1024;

    /// <summary>Whether a policy is one of them.</summary>
    public static bool Has(QuarantineTemplate template, Resource policy) => policy is GlobalNetworkPolicy tiered && tiered.Tier == template.Tier
        && (policy.Name == template.PolicyName || policy.Name.StartsWith(template.PolicyName + "-", StringComparison.Ordinal));

    /// <summary>Those of a snapshot.</summary>
    public static IEnumerable<GlobalNetworkPolicy> In(PolicySnapshot snapshot, QuarantineTemplate template) =>
        snapshot.Resources.OfType<GlobalNetworkPolicy>().Where(policy => Has(template, policy));

    /// <summary>The policy for the labels that a pod carries: that of its StatefulSet alone where it has one, which no other pod has; else all.</summary>
    public static GlobalNetworkPolicy ForLabelsOf(Pod pod, QuarantineTemplate template)
    {
        var labels = pod.Labels.TryGetValue(PodNameLabel, out var name) ? [KeyValuePair.Create(PodNameLabel, name)] : pod.Labels.ToList();
        labels.RemoveAll(label => AutomaticLabels.PlacesOf(label.Key) != SelectorPlaces.None);
        var selector = Text(labels);
        while (selector.Length > MaxSelectorLength)
        {
            labels.Remove(labels.MaxBy(label => label.Key.Length + label.Value.Length));
            selector = Text(labels);
        }

        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(selector)))[..12].ToLowerInvariant();
        var shape = template.ToResources().OfType<GlobalNetworkPolicy>().Single();
        return shape with { Metadata = shape.Metadata with { Name = string.Create(CultureInfo.InvariantCulture, $"{template.PolicyName}-{hash}") }, Selector = selector };

        string Text(IEnumerable<KeyValuePair<string, string>> pairs) => string.Join(
            " && ",
            pairs.OrderBy(label => label.Key, StringComparer.Ordinal).Prepend(new(AutomaticLabels.Namespace, pod.Namespace ?? "default"))
                .Select(label => new LabelValueNode(label.Key, LabelOperator.Equal, label.Value).ToReadable()));
    }

    /// <summary>What a policy catches, as far as is known, with the names: endpoints, and pods that have no address yet.</summary>
    public static IEnumerable<(Resource Resource, string Name)> CaughtBy(GlobalNetworkPolicy policy, PolicySnapshot snapshot)
    {
        if (!Selector.TryParse(policy.Selector ?? string.Empty, out var selector, out _)) return [];
        var selection = new PodSelection(snapshot);
        var waiting = snapshot.Resources.OfType<Pod>()
            .Where(pod => pod.HostNetwork != true && pod.Phase is not ("Succeeded" or "Failed") && selection.EndpointOf(pod) is null && selection.Judge(selector, pod) != Truth.No);
        return snapshot.Endpoints.Where(endpoint => selector.Judge(endpoint.Labels) != Truth.No).Select(endpoint => (endpoint.Resource, endpoint.ToString()))
            .Concat(waiting.Select(pod => ((Resource)pod, $"{pod.Namespace ?? "default"}/{pod.Name}")));
    }

    /// <summary>
    /// Whether a policy catches the pod that would take a pod's place, by the labels of its owner's template; null where nothing
    /// that is known would take it.
    /// </summary>
    public static bool? CatchesReplacement(GlobalNetworkPolicy policy, Pod pod, PolicySnapshot snapshot)
    {
        if (pod.Owner is not { } owner) return null;
        var maker = snapshot.Resources.OfType<Workload>().FirstOrDefault(workload => workload.Kind == owner.Kind && workload.Name == owner.Name && workload.Namespace == pod.Namespace);
        if ((maker is null && owner.Kind != nameof(StatefulSet)) || !Selector.TryParse(policy.Selector ?? string.Empty, out var selector, out _)) return null;

        // A StatefulSet's pod comes back under its name, whatever the template says.
        var labels = (maker?.Template.Labels ?? LabelMap.None).With([new(AutomaticLabels.Namespace, pod.Namespace ?? "default")]);
        if (owner.Kind == nameof(StatefulSet)) labels = labels.With([new(PodNameLabel, pod.Name)]);
        return selector.Matches((IReadOnlyDictionary<string, string>)labels);
    }
}
