using System.Management.Automation;
using CalicoPolicy.Core.Cluster;
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

    /// <summary>The pods by name.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Name")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    /// <summary>The namespaces of the names; all where none is given.</summary>
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
            foreach (var kubectl in Clusters()) Ask(kubectl, quarantine => Release(quarantine, Named(quarantine, kubectl)));
            return;
        }

        // What was listed knows its cluster.
        foreach (var cluster in _pods.GroupBy(pod => pod.Cluster))
        {
            foreach (var kubectl in Clusters(ContextsOf(cluster.Key, cluster.First()))) Ask(kubectl, quarantine => Release(quarantine, [.. cluster]));
        }
    }

    private List<PodQuarantine> Named(ClusterQuarantine quarantine, KubectlProcess kubectl)
    {
        var (pods, _) = Wait(quarantine.ListAsync(Template, Cancellation));
        var found = new List<PodQuarantine>();
        foreach (var name in Name.Distinct(StringComparer.Ordinal))
        {
            var pattern = WildcardPattern.Get(name, WildcardOptions.None);
            var same = pods.Where(pod => pattern.IsMatch(pod.Name) && (Namespace.Length == 0 || Namespace.Contains(pod.Namespace, StringComparer.Ordinal))).ToList();
            found.AddRange(same);
            if (same.Count > 0 || WildcardPattern.ContainsWildcardCharacters(name)) continue;
            WriteError(
                "QuarantineTargetNotFound", new ItemNotFoundException($"{kubectl.Options.Context ?? "The cluster"} has no pod '{name}' in quarantine."), ErrorCategory.ObjectNotFound, name, "See Get-Quarantine, with the same -Tier and -Label.");
        }

        return [.. found.Distinct(ReferenceEqualityComparer.Instance).Cast<PodQuarantine>()];
    }

    private void Release(ClusterQuarantine quarantine, List<PodQuarantine> pods)
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
