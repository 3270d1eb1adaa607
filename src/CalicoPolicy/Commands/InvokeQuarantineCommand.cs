using System.Management.Automation;
using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Quarantine;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Parameters;

namespace CalicoPolicy.Commands;

/// <summary>Cuts pods off by policy, and proves it.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "Quarantine", DefaultParameterSetName = "Namespace", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(PodQuarantine))]
public sealed class InvokeQuarantineCommand : QuarantineCmdlet
{
    private readonly Dictionary<string, PipedTargets> _piped = new(StringComparer.Ordinal);

    /// <summary>The pods, as name or namespace/name.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Name")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    /// <summary>The workloads whose pods are meant, as kind/name or namespace/kind/name.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Workload")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EndpointCompleter))]
    public string[] Workload { get; set; } = [];

    /// <summary>Selects pods by label.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Selector")]
    [ValidateSelector]
    [ArgumentCompleter(typeof(SelectorCompleter))]
    public string? Selector { get; set; }

    /// <summary>The namespaces of the pods; alone: all pods in them.</summary>
    [Parameter(ParameterSetName = "Name")]
    [Parameter(ParameterSetName = "Workload")]
    [Parameter(ParameterSetName = "Selector")]
    [Parameter(ParameterSetName = "Namespace")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    public string[] Namespace { get; set; } = [];

    /// <summary>Pods, workloads, namespaces, endpoints, or what has the namespace and name of a pod.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "InputObject")]
    [WithoutNulls]
    public PSObject[] InputObject { get; set; } = [];

    /// <summary>Why.</summary>
    [Parameter]
    [ValidateLength(1, QuarantineNote.MaxTextLength)]
    public string? Reason { get; set; }

    /// <summary>By whom; the user of this computer where it is not given.</summary>
    [Parameter]
    [ValidateLength(1, QuarantineNote.MaxTextLength)]
    public string? By { get; set; }

    /// <summary>Until when. It is recorded; Remove-Quarantine has to be run.</summary>
    [Parameter]
    public DateTimeOffset? Until { get; set; }

    /// <summary>Who may still connect to examine the pods: addresses and blocks, selectors, or peers; an empty list for nobody, whom an earlier call let in where it is not given.</summary>
    [Parameter]
    [AllowedPeerTransformation]
    [WithoutNulls]
    public PolicyPeer[] AllowFrom { get; set; } = [];

    /// <summary>Leaves the pods' labels alone, and makes a policy for labels that they carry.</summary>
    [Parameter]
    public SwitchParameter ByPolicy { get; set; }

    /// <summary>Allows such a policy to catch other pods too.</summary>
    [Parameter]
    public SwitchParameter IncludePeers { get; set; }

    /// <summary>The lifelines of others that may be cut, by their words.</summary>
    [Parameter]
    [WithoutNulls]
    [ArgumentCompleter(typeof(LifelineCompleter))]
    public string[] AllowLockout { get; set; } = [];

    /// <summary>Evicts the pods afterwards, where the policy catches what takes their place.</summary>
    [Parameter]
    public SwitchParameter Evict { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (ParameterSetName == "Namespace" && Namespace.Length == 0)
            ThrowError("QuarantineTargetMissing", new PSArgumentException("Nothing says which pods are meant."), ErrorCategory.InvalidArgument, null, "Give -Name, -Workload, -Selector or -Namespace, or pipe pods in.");
        if (Until <= DateTimeOffset.UtcNow)
            ThrowError("QuarantineUntilPassed", new ArgumentException($"-Until {Until:u} has passed."), ErrorCategory.InvalidArgument, Until, "Give a time to come, such as (Get-Date).AddHours(4).");
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var input in InputObject) Add(input);
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        var options = new QuarantineOptions
        {
            Template = Template with { AllowFrom = AllowFrom },
            SetsExceptions = MyInvocation.BoundParameters.ContainsKey(nameof(AllowFrom)),
            IsByPolicy = ByPolicy,
            IncludesPeers = IncludePeers,
            Evicts = Evict,
            AllowLockout = AllowLockout,
            Note = new() { Reason = Reason, By = By ?? Environment.UserName, Until = Until },
        };
        if (ParameterSetName == "InputObject")
        {
            foreach (var (cluster, targets) in _piped) Run(Clusters(ContextsOf(cluster, targets.First)), [.. QueriesOf(targets)], options);
            return;
        }

        Run(Clusters(), [Query()], options);
    }

    private void Run(IReadOnlyList<KubectlProcess> clusters, IReadOnlyList<QuarantineQuery> queries, QuarantineOptions options)
    {
        foreach (var kubectl in clusters) Ask(kubectl, quarantine => Run(quarantine, queries, options));
    }

    private void Run(ClusterQuarantine quarantine, IReadOnlyList<QuarantineQuery> queries, QuarantineOptions options)
    {
        foreach (var query in queries)
        {
            var plan = Wait(quarantine.PlanAsync(query, options, Cancellation));
            var cluster = plan.Snapshot.Cluster ?? "the cluster";
            foreach (var problem in plan.Problems) WriteError(problem, cluster);
            foreach (var warning in plan.Warnings) WriteWarning($"{cluster}: {warning}");
            var steps = plan.Steps.Where(step => ShouldProcess($"pod {step.Target} in {cluster}", step.Action)).ToList();
            var outcome = Wait(quarantine.RunAsync(plan, steps, options, Cancellation));
            foreach (var problem in outcome.Problems) WriteError(problem, cluster);
            foreach (var warning in outcome.Warnings) WriteWarning($"{cluster}: {warning}");
            foreach (var pod in outcome.Pods) Write(pod);
        }
    }

    private void Write(PodQuarantine pod)
    {
        foreach (var note in pod.Notes) WriteVerbose(note);
        if (pod.IsIsolated != true && pod.State == QuarantineState.InForce)
            WriteWarning($"{pod.Cluster}: pod {pod.Namespace}/{pod.Name} is {(pod.IsIsolated == false ? "not isolated" : "not proven to be isolated")}: {pod.StillOpen.First(flow => flow.Kind is OpenFlowKind.Allowed or OpenFlowKind.Uncertain)}");
        WriteObject(pod);
    }

    /// <summary>What the parameters ask for.</summary>
    private QuarantineQuery Query() => ParameterSetName switch
    {
        "Name" => new() { Names = Name, Namespaces = Namespace },
        "Workload" => new() { Workloads = Workload, Namespaces = Namespace },
        "Selector" => new() { Selector = Core.Selectors.Selector.Parse(Selector!), Namespaces = Namespace },
        _ => new() { Namespaces = Namespace },
    };

    /// <summary>What is asked for of a cluster; things from the pipeline are of different kinds.</summary>
    private static IEnumerable<QuarantineQuery> QueriesOf(PipedTargets targets)
    {
        if (targets.Pods.Count + targets.Workloads.Count > 0) yield return new() { Names = targets.Pods, Workloads = targets.Workloads };
        if (targets.Namespaces.Count > 0) yield return new() { Namespaces = targets.Namespaces };
    }

    /// <summary>Where to put what is of the cluster of an object.</summary>
    private PipedTargets TargetsOf(PSObject input)
    {
        var cluster = ClusterOf(input) ?? string.Empty;
        if (!_piped.TryGetValue(cluster, out var targets)) _piped.Add(cluster, targets = new(input.BaseObject));
        return targets;
    }

    private void Add(PSObject input)
    {
        switch (input.BaseObject)
        {
            case Endpoint endpoint:
                Add(endpoint.Resource, input);
                break;
            case PolicyEndpoint endpoint:
                Add(endpoint.Resource, input);
                break;
            case Resource resource:
                Add(resource, input);
                break;
            case string name:
                TargetsOf(input).Pods.Add(name);
                break;
            case var _ when Text(input, "Namespace") is { } ns && Text(input, "Name") is { } name:
                TargetsOf(input).Pods.Add($"{ns}/{name}");
                break;
            default:
                ReportInput(input.BaseObject.ToString() ?? string.Empty, input.BaseObject);
                break;
        }
    }

    private void Add(Resource resource, PSObject input)
    {
        var ns = resource.Namespace ?? "default";
        switch (resource)
        {
            case Pod:
                TargetsOf(input).Pods.Add($"{ns}/{resource.Name}");
                break;
            case Core.Resources.Workload:
                TargetsOf(input).Workloads.Add($"{ns}/{resource.Kind}/{resource.Name}");
                break;
            case Core.Resources.Namespace:
                TargetsOf(input).Namespaces.Add(resource.Name);
                break;
            default:
                ReportInput(resource.ToString(), resource);
                break;
        }
    }

    private void ReportInput(string text, object input) => WriteError(
        "QuarantineInputUnknown", new ArgumentException($"'{text}' is nothing that can be quarantined."), ErrorCategory.InvalidArgument, input, "Pipe pods, workloads, namespaces, endpoints (Find-PolicyEndpoint), or objects with Namespace and Name of a pod.");

    private static string? Text(PSObject input, string property) => input.Properties[property]?.Value?.ToString() is { Length: > 0 } text ? text : null;
}
