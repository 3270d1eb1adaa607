using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Snapshots;

/// <summary>
/// A cluster as it is known, with its gaps: what there is, which of it are endpoints, and by which labels they are selected.
/// Immutable; several threads may use it.
/// </summary>
public sealed class PolicySnapshot
{
    private readonly LabelClasses _classes;
    private readonly SnapshotOptions _options;

    private PolicySnapshot(IReadOnlyList<Resource> resources, SnapshotOptions options, bool hasAnyPods, CancellationToken cancellationToken)
    {
        Resources = resources;
        _options = options;
        Cluster = options.Cluster;
        IsLive = options.IsLive;
        Gaps = options.Gaps;
        IsComplete = options.IsComplete || options.IsLive;
        _classes = new(resources, IsComplete, Gaps);
        Unread = [.. Gaps.Select(UnreadObjects.Of).OfType<UnreadObjects>()];
        (Endpoints, HostPods) = EndpointCollector.Collect(resources, _classes, IsLive, cancellationToken);
        if (hasAnyPods) AnyPods = [.. Namespaces!.Append<string?>(null).Select(AnyPodOf)];
        Sets = [.. SetsOf(resources)];
        Pools = new(resources, Endpoints, IsMissing);
        Felix = new(this);
    }

    /// <summary>The objects, without what a snapshot leaves out (decision 26).</summary>
    public IReadOnlyList<Resource> Resources { get; }

    /// <summary>The cluster; null where the objects come from files.</summary>
    public string? Cluster { get; }

    /// <summary>Whether the objects were read from a running cluster.</summary>
    public bool IsLive { get; }

    /// <summary>Whether what is not among the objects does not exist, but for the gaps.</summary>
    public bool IsComplete { get; }

    /// <summary>What could not be read.</summary>
    public IReadOnlyList<SnapshotGap> Gaps { get; }

    /// <summary>The endpoints, in the order of the objects.</summary>
    public IReadOnlyList<Endpoint> Endpoints { get; }

    /// <summary>Pods that use their node's network and so are no endpoints of their own.</summary>
    public IReadOnlyList<Pod> HostPods { get; }

    /// <summary>
    /// Pods that do not exist yet: one for each namespace, and last one of a namespace that does not exist either. There only where
    /// <see cref="WithAnyPods"/> put them; never among the endpoints.
    /// </summary>
    internal IReadOnlyList<Endpoint> AnyPods { get; } = [];

    /// <summary>The network sets.</summary>
    public IReadOnlyList<SnapshotSet> Sets { get; }

    /// <summary>The policies of all kinds, staged ones too, in the order of the objects.</summary>
    public IEnumerable<Resource> Policies => Resources.Where(IsPolicy);

    /// <summary>The names of the namespaces that are there or that something is in, in order.</summary>
    public IReadOnlyList<string> Namespaces => field ??=
    [
        .. Resources.Select(resource => resource is Namespace ? resource.Name : resource.IsNamespaced ? resource.Namespace ?? "default" : null)
            .OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    /// <summary>The blocks in which a pod's address lies that is not known.</summary>
    public IReadOnlyList<Cidr> PodBlocks => Pools.Blocks;

    /// <summary>Where the addresses of pods lie.</summary>
    internal PodAddresses Pools { get; }

    /// <summary>What Felix is told on each node.</summary>
    internal FelixSettings Felix { get; }

    /// <summary>What the gaps hide that selectors could pick.</summary>
    internal IReadOnlyList<UnreadObjects> Unread { get; }

    /// <summary>The labels of each class of endpoints.</summary>
    internal IReadOnlyList<EndpointLabels> Classes => _classes.All;

    /// <summary>Makes a snapshot.</summary>
    /// <param name="resources">The objects. Of two with the same kind, namespace and name the later counts.</param>
    /// <param name="options">What is known of them; null: they come from files, and others may exist.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static PolicySnapshot Of(IEnumerable<Resource> resources, SnapshotOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resources);
        var places = new Dictionary<(string ApiVersion, string Kind, string? Namespace, string Name), int>();
        var distinct = new List<Resource>();
        foreach (var given in resources)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var resource = SnapshotContent.Of(given);
            var key = KeyOf(resource);
            if (places.TryGetValue(key, out var place))
            {
                distinct[place] = resource;
                continue;
            }

            places.Add(key, distinct.Count);
            distinct.Add(resource);
        }

        return new(distinct, options ?? new(), hasAnyPods: false, cancellationToken);
    }

    /// <summary>The snapshot with other objects laid over it by kind, namespace and name, e.g. to ask what a change would do.</summary>
    /// <param name="overlay">The objects that are added or that take the place of others.</param>
    /// <param name="replacesPolicies">Whether the policies among them are all that there are.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public PolicySnapshot With(IEnumerable<Resource> overlay, bool replacesPolicies = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(overlay);
        var kept = replacesPolicies ? Resources.Where(resource => !IsPolicy(resource)) : Resources;
        return Of(kept.Concat(overlay), _options, cancellationToken);
    }

    /// <summary>The snapshot without some objects.</summary>
    /// <param name="removed">Objects of the kinds, namespaces and names that are to go.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public PolicySnapshot Without(IEnumerable<Resource> removed, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(removed);
        var keys = removed.Select(KeyOf).ToHashSet();
        return keys.Count == 0 ? this : Of(Resources.Where(resource => !keys.Contains(KeyOf(resource))), _options, cancellationToken);
    }

    /// <summary>What the snapshot has for some objects that were laid over it, in their order: of several for the same kind, namespace and name the last.</summary>
    internal IReadOnlyList<Resource> ObjectsOf(IReadOnlyList<Resource> overlay)
    {
        var last = new Dictionary<(string, string, string?, string), int>();
        for (var index = 0; index < overlay.Count; index++) last[KeyOf(overlay[index])] = index;
        var held = new Resource?[overlay.Count];
        foreach (var resource in Resources)
        {
            if (last.TryGetValue(KeyOf(resource), out var place)) held[place] = resource;
        }

        return [.. held.OfType<Resource>()];
    }

    /// <summary>The same objects, stated to be all that there is.</summary>
    public PolicySnapshot AsComplete() => IsComplete ? this : Of(Resources, _options with { IsComplete = true });

    /// <summary>The same snapshot, with pods that do not exist yet.</summary>
    internal PolicySnapshot WithAnyPods(CancellationToken cancellationToken) => new(Resources, _options, hasAnyPods: true, cancellationToken);

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant(
        $"{Cluster ?? "files"}: {Namespaces.Count} namespaces, {Endpoints.Count} endpoints, {Policies.Count()} policies{(Gaps.Count == 0 ? string.Empty : $", {Gaps.Count} gaps")}");

    /// <summary>Whether some objects of a kind could not be read.</summary>
    internal bool IsMissing(string kind) => Gaps.Any(gap => gap.Kind == kind);

    /// <summary>Whether some objects of a kind in a namespace could not be read.</summary>
    internal bool IsMissing(string kind, string ns) => Gaps.Any(gap => gap.Kind == kind && gap.Covers(ns));

    private static (string ApiVersion, string Kind, string? Namespace, string Name) KeyOf(Resource resource) =>
        (resource.ApiVersion, resource.Kind, resource.IsNamespaced ? resource.Namespace ?? "default" : null, resource.Name);

    private Endpoint AnyPodOf(string? ns)
    {
        var labelClass = _classes.OfAnyPod(ns);
        var pod = new Pod { Metadata = new() { Name = "any", Namespace = ns } };
        return new(pod, EndpointKind.Workload, labelClass) { Labels = _classes.All[labelClass], Workload = "Pod any" };
    }

    /// <summary>Whether an object is a policy of any kind, staged ones too.</summary>
    internal static bool IsPolicy(Resource resource) => resource is TieredPolicy or KubernetesPolicy or ClusterNetworkPolicy;

    private IEnumerable<SnapshotSet> SetsOf(IReadOnlyList<Resource> resources)
    {
        foreach (var resource in resources)
        {
            switch (resource)
            {
                case AddressSet set:
                    yield return new(set, _classes.OfSet(set.Labels, set.IsNamespaced ? set.Namespace ?? "default" : null), [.. NetsOf(set)], IsComplete: true);
                    break;

                // Where the set is there that the feed is kept in, it tells its members.
                case GlobalThreatFeed { GlobalNetworkSet: { } fed } feed when !resources.Any(other => other is GlobalNetworkSet && other.Name == $"threatfeed.{feed.Name}"):
                    yield return new(feed, _classes.OfSet(fed.Labels, null), [], IsComplete: false);
                    break;
            }
        }
    }

    private static IEnumerable<Cidr> NetsOf(AddressSet set)
    {
        foreach (var net in set.Nets)
        {
            if (Cidr.TryParse(net, out var block)) yield return block;
        }
    }
}
