using System.Management.Automation;
using CalicoPolicy.Core.Quarantine;
using CalicoPolicy.Parameters;

namespace CalicoPolicy.Commands;

/// <summary>Releases pods from quarantine.</summary>
[Cmdlet(VerbsCommon.Remove, "Quarantine", DefaultParameterSetName = "InputObject", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(PodQuarantine))]
public sealed class RemoveQuarantineCommand : QuarantineCmdlet
{
    private readonly List<PodQuarantine> _pods = [];

    /// <summary>Quarantines, as Get-Quarantine lists them.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "InputObject")]
    [WithoutNulls]
    public PodQuarantine[] InputObject { get; set; } = [];

    /// <summary>The pods, as name or namespace/name.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Name")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    /// <summary>The namespaces of names without one; all where none is given.</summary>
    [Parameter(ParameterSetName = "Name")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    public string[] Namespace { get; set; } = [];

    /// <summary>Writes what was released.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => _pods.AddRange(InputObject);

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        if (ParameterSetName == "Name")
        {
            foreach (var kubectl in Clusters()) Ask(kubectl, quarantine => Release(quarantine, List(quarantine, Name, Namespace)));
            return;
        }

        // What was listed knows its cluster.
        foreach (var cluster in _pods.GroupBy(pod => pod.Cluster))
        {
            foreach (var kubectl in Clusters(ContextsOf(cluster.Key, cluster.First()))) Ask(kubectl, quarantine => Release(quarantine, [.. cluster]));
        }
    }

    private void Release(ClusterQuarantine quarantine, IReadOnlyList<PodQuarantine> pods)
    {
        var released = pods.Where(pod => ShouldProcess($"pod {pod.Namespace}/{pod.Name} in {pod.Cluster}", ActionFor(pod))).ToList();
        if (released.Count == 0) return;
        var outcome = Wait(quarantine.ReleaseAsync(released, Template, Cancellation));
        foreach (var problem in outcome.Problems) WriteError(problem, pods[0].Cluster ?? "the cluster");
        foreach (var warning in outcome.Warnings) WriteWarning($"{pods[0].Cluster ?? "the cluster"}: {warning}");
        if (PassThru) WriteObject(outcome.Pods, enumerateCollection: true);
    }

    private static string ActionFor(PodQuarantine pod) => pod switch
    {
        { State: not QuarantineState.InForce } => "Take off record",
        { Means: QuarantineMeans.Policy } => $"Release: delete policy {pod.Policy}, and release all that it isolates, unless others are on record at it",
        _ => "Release: take the label and the annotations off",
    };
}
