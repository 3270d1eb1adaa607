using System.Management.Automation;
using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Publishing;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Parameters;

namespace CalicoPolicy.Commands;

/// <summary>Deletes policies, sets, tiers and host endpoints of clusters, through the plan, guard and journal of a publication.</summary>
[Cmdlet(VerbsCommon.Remove, "Policy", DefaultParameterSetName = "InputObject", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(PublicationResult))]
public sealed class RemovePolicyCommand : GuardedCmdlet
{
    private readonly List<Resource> _resources = [];

    /// <summary>The resources, of which kind, namespace and name count.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "InputObject")]
    public Resource[] InputObject { get; set; } = [];

    /// <summary>The kind.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Name")]
    [ArgumentCompleter(typeof(PublishedKindCompleter))]
    public string Kind { get; set; } = string.Empty;

    /// <summary>The names.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Name")]
    public string[] Name { get; set; } = [];

    /// <summary>The namespace; that of the context where none is given.</summary>
    [Parameter(ParameterSetName = "Name")]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    public string? Namespace { get; set; }

    /// <inheritdoc />
    private protected override string RefusedAction => "Nothing was deleted. Mend what the message names, and remove again.";

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (ParameterSetName == "InputObject")
        {
            foreach (var resource in InputObject) Add(resource);
            return;
        }

        foreach (var name in Name)
        {
            if (RemovableKinds.Named(Kind, Namespace, name) is { } resource)
            {
                if (Namespace is not null && resource.Namespace is null)
                    ThrowError("NamespaceNotTaken", new PSArgumentException($"A {resource.Kind} is in no namespace, and -Namespace names '{Namespace}'. Nothing was deleted."), ErrorCategory.InvalidArgument, Namespace, "Leave out -Namespace, or name a kind that is in namespaces.");
                Add(resource);
            }
            else
            {
                ThrowError("KindUnknown", new PSArgumentException($"'{Kind}' is not a kind that is deleted."), ErrorCategory.InvalidArgument, Kind, $"Take one of {string.Join(", ", RemovableKinds.Names)}.");
            }
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        if (_resources.Count == 0) return;
        Reporting(RemoveAll);
    }

    private void Add(Resource resource)
    {
        if (RemovableKinds.CanBeName(resource.Name))
        {
            _resources.Add(resource);
            return;
        }

        WriteError("InvalidName", new PSArgumentException($"'{resource.Name}' is no name that an object can have: Remove-Policy takes names as they are, without wildcards, namespaces or paths."), ErrorCategory.InvalidArgument, resource, "For several, let Get-Policy find them: Get-Policy 'app*' -Kind NetworkPolicy -Namespace shop | Remove-Policy. The namespace goes into -Namespace.");
    }

    private void RemoveAll()
    {
        var options = Guarded(new());
        var planner = new RemovalPlanner(options);
        var places = Places();
        var clusters = places.SelectMany(place => Clusters([place.Context])).ToList();
        if (clusters.Count < places.Count) return;
        var plans = PublicationFleet.PlanAsync(clusters, cluster => planner.PlanAsync(cluster, ResourcesAt(cluster), Cancellation), ThrottleLimit).GetAwaiter().GetResult();

        IReadOnlyList<Resource> ResourcesAt(KubectlProcess cluster) => places.First(place => place.Context == cluster.Options.Context).Resources;
        var agreed = plans.Where(plan => Agree(plan)).ToList();
        if (agreed.Count > 0) WriteAll(PublicationFleet.RunAsync(agreed, new Publisher(options).RunAsync, ThrottleLimit, Cancellation), agreed.Sum(plan => plan.Preview.Count));
    }

    /// <summary>What goes where: what Get-Policy read from a cluster from that cluster, by the note that it puts beside it.</summary>
    private List<(string? Context, IReadOnlyList<Resource> Resources)> Places()
    {
        var places = new List<(string? Context, List<Resource> Resources)>();
        foreach (var same in _resources.GroupBy(resource => ClusterOf(PSObject.AsPSObject(resource)), StringComparer.Ordinal))
        {
            foreach (var context in ContextsOf(same.Key, same.First()))
            {
                var place = places.FirstOrDefault(place => place.Context == context);
                if (place.Resources is null) places.Add(place = (context, []));
                place.Resources.AddRange(same);
            }
        }

        return [.. places.Select(place => (place.Context, (IReadOnlyList<Resource>)[.. place.Resources.DistinctBy(resource => (resource.ApiVersion, resource.Kind, resource.Namespace, resource.Name))]))];
    }
}
