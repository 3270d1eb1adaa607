using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Authoring.Completion;

/// <summary>The names and labels that resources use, for completion at the prompt. Linear in the resources.</summary>
public sealed class PolicyWords
{
    private readonly SortedSet<string> _tiers = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _namespaces = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _endpoints = new(StringComparer.Ordinal);

    /// <summary>The words of some resources.</summary>
    public static PolicyWords Of(IEnumerable<Resource> resources)
    {
        ArgumentNullException.ThrowIfNull(resources);
        var words = new PolicyWords();
        foreach (var resource in resources) words.Add(resource);
        return words;
    }

    /// <summary>The words of a snapshot: of its objects, the workloads that made its pods, and the automatic labels.</summary>
    public static PolicyWords Of(PolicySnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var words = Of(snapshot.Resources);
        foreach (var endpoint in snapshot.Endpoints)
        {
            if (endpoint.Kind == EndpointKind.Workload) words._endpoints.Add($"{endpoint.Namespace ?? "default"}/{endpoint.Workload[(endpoint.Workload.IndexOf(' ', StringComparison.Ordinal) + 1)..]}");
        }

        words.AddAutomaticLabels();
        return words;
    }

    /// <summary>Tiers that are there or that policies are in, in ordinal order.</summary>
    public IReadOnlyCollection<string> Tiers => _tiers;

    /// <summary>Namespaces that are there, that resources are in, or that selectors name, in ordinal order.</summary>
    public IReadOnlyCollection<string> Namespaces => _namespaces;

    /// <summary>What the ends of flows are called: <c>ns/name</c> of pods and workloads, <c>svc/ns/name</c>, <c>node/name</c>, <c>hep/name</c>; in ordinal order.</summary>
    public IReadOnlyCollection<string> Endpoints => _endpoints;

    /// <summary>Labels of pods, host endpoints and network sets, and those that selectors of them ask for.</summary>
    public LabelWords EndpointLabels { get; } = new();

    /// <summary>Labels of namespaces, and those that selectors of them ask for.</summary>
    public LabelWords NamespaceLabels { get; } = new();

    /// <summary>Labels of service accounts, and those that selectors of them ask for.</summary>
    public LabelWords ServiceAccountLabels { get; } = new();

    /// <summary>The labels that the selectors of a field are about.</summary>
    public LabelWords LabelsOf(SelectorPlaces place) => place switch
    {
        SelectorPlaces.Namespace => NamespaceLabels,
        SelectorPlaces.ServiceAccount => ServiceAccountLabels,
        _ => EndpointLabels,
    };

    internal void Add(PolicyWords others)
    {
        _tiers.UnionWith(others._tiers);
        _namespaces.UnionWith(others._namespaces);
        _endpoints.UnionWith(others._endpoints);
        EndpointLabels.Add(others.EndpointLabels);
        NamespaceLabels.Add(others.NamespaceLabels);
        ServiceAccountLabels.Add(others.ServiceAccountLabels);
    }

    /// <summary>Adds the labels that Calico and Kubernetes put on things by themselves.</summary>
    internal void AddAutomaticLabels()
    {
        EndpointLabels.Add(AutomaticLabels.Namespace, _namespaces);
        EndpointLabels.Add(AutomaticLabels.Orchestrator, "k8s");
        EndpointLabels.Add(AutomaticLabels.ServiceAccount);
        NamespaceLabels.Add(AutomaticLabels.Name, _namespaces);
        NamespaceLabels.Add(AutomaticLabels.MetadataName, _namespaces);
        ServiceAccountLabels.Add(AutomaticLabels.Name);
    }

    private void Add(Resource resource)
    {
        if (!string.IsNullOrEmpty(resource.Namespace)) _namespaces.Add(resource.Namespace);
        if (EndOf(resource) is { } end) _endpoints.Add(end);
        switch (resource)
        {
            case Namespace { Name.Length: > 0 } @namespace:
                _namespaces.Add(@namespace.Name);
                NamespaceLabels.Add(@namespace.Labels);
                break;
            case Tier { Name.Length: > 0 } tier:
                _tiers.Add(tier.Name);
                break;
            case TieredPolicy policy:
                Add(policy);
                break;
            case KubernetesPolicy policy:
                Add(policy);
                break;
            case Workload workload:
                EndpointLabels.Add(workload.Template.Labels);
                break;
            case Pod or AddressSet or HostEndpoint:
                EndpointLabels.Add(resource.Labels);
                break;
            case ServiceAccount account:
                ServiceAccountLabels.Add(account.Labels);
                break;
        }
    }

    // A pod goes by the name of its workload where it has one.
    private static string? EndOf(Resource resource) => resource switch
    {
        Pod { Owner: null } or Workload { Owner: null } => $"{resource.Namespace ?? "default"}/{resource.Name}",
        Service => $"svc/{resource.Namespace ?? "default"}/{resource.Name}",
        Node => $"node/{resource.Name}",
        HostEndpoint => $"hep/{resource.Name}",
        _ => null,
    };

    private void Add(TieredPolicy policy)
    {
        _tiers.Add(policy.Tier);
        foreach (var field in SelectorField.Of(policy, RulePlace.Of(policy)))
        {
            if (!Selector.TryParse(field.Text, out var selector, out _)) continue;
            foreach (var use in SelectorLabels.UsesIn(selector.Root)) Add(use.Test, field.Place);
        }
    }

    private void Add(LabelNode test, SelectorPlaces place)
    {
        // A part of a value is no value, and no name of a namespace either.
        IEnumerable<string> values = test switch
        {
            LabelSetNode set => set.Values,
            LabelValueNode { Operator: LabelOperator.Equal or LabelOperator.NotEqual } one => [one.Value],
            _ => [],
        };
        LabelsOf(place).Add(test.Label, values);
        var isNamespace = place == SelectorPlaces.Namespace
            ? test.Label is AutomaticLabels.Name or AutomaticLabels.MetadataName
            : test.Label == AutomaticLabels.Namespace;
        if (isNamespace) _namespaces.UnionWith(values);
    }

    private void Add(KubernetesPolicy policy)
    {
        EndpointLabels.Add(policy.PodSelector);
        foreach (var peer in policy.Ingress.Concat(policy.Egress).SelectMany(rule => rule.Peers))
        {
            EndpointLabels.Add(peer.PodSelector);
            NamespaceLabels.Add(peer.NamespaceSelector);
        }
    }
}
