using System.Management.Automation;
using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Publishing;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Commands;

/// <summary>Asks clusters what they would say of resources. For now a dry run only.</summary>
[Cmdlet(VerbsData.Publish, "Policy", DefaultParameterSetName = "InputObject")]
[OutputType(typeof(PublicationResult))]
public sealed class PublishPolicyCommand : ClusterCmdlet
{
    private readonly List<Resource> _resources = [];

    /// <summary>Makes the cmdlet. An API server that is asked to change things is asked more gently.</summary>
    public PublishPolicyCommand() => ThrottleLimit = 4;

    /// <summary>The resources.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "InputObject")]
    public Resource[] InputObject { get; set; } = [];

    /// <summary>Files and folders of resources, as Import-Policy reads them.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path")]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Client: kubectl alone looks at the resources. Server: the API server says what it would do, and does nothing.</summary>
    [Parameter]
    public DryRunMode DryRun { get; set; } = DryRunMode.None;

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        if (DryRun is not DryRunMode.None) return;
        ThrowError(
            "PublishNeedsDryRun",
            new PSNotSupportedException("Publish-Policy makes dry runs only in this release: nothing was sent to a cluster."),
            ErrorCategory.NotImplemented,
            null,
            "Add -DryRun Server (or Client), or write the resources with Export-Policy and apply them with kubectl.");
    }

    /// <inheritdoc />
    protected override void ProcessRecord() => _resources.AddRange(ParameterSetName == "Path"
        ? Resources(Reader.ReadFiles(ResourceFiles.Expand(SessionPaths.Resolve(this, Path, isLiteral: false), isRecursive: false, Cancellation), Cancellation))
        : InputObject);

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        if (_resources.Count == 0) return;
        foreach (var cluster in Clusters()) Ask(new DryRunPublisher(cluster, DryRun, ThrottleLimit));
    }

    private void Ask(DryRunPublisher publisher)
    {
        try
        {
            foreach (var result in publisher.RunAsync(_resources, Cancellation).ToBlockingEnumerable(Cancellation))
            {
                foreach (var warning in result.Warnings) WriteWarning($"{result.Resource}: {warning}");
                WriteObject(result);
            }
        }
        catch (KubectlException exception)
        {
            WriteError(exception);
        }
    }
}
