using System.Management.Automation;
using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Publishing;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Parameters;

namespace CalicoPolicy.Commands;

/// <summary>Asks clusters what they would say of resources. For now a dry run only.</summary>
[Cmdlet(VerbsData.Publish, "Policy", DefaultParameterSetName = "InputObject")]
[OutputType(typeof(PublicationResult))]
public sealed class PublishPolicyCommand : ReadingCmdlet
{
    private readonly List<Resource> _resources = [];

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

    /// <summary>The contexts of the kubeconfig to ask; the current one where none is given.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ContextCompleter))]
    public string[] Context { get; set; } = [];

    /// <summary>The kubeconfig file; kubectl's own choice where none is given.</summary>
    [Parameter]
    public string? KubeConfig { get; set; }

    /// <summary>How many seconds one answer of a cluster may take.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int Timeout { get; set; } = 60;

    /// <summary>How many resources are asked about at once.</summary>
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 4;

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
        var kubeConfig = KubeConfig is null ? null : SessionPaths.ForWriting(this, KubeConfig);
        if (_resources.Count == 0 || (KubeConfig is not null && kubeConfig is null)) return;
        foreach (var context in Context.Length == 0 ? new string?[] { null } : Context)
        {
            var options = new KubectlOptions { Context = context, KubeConfig = kubeConfig, Timeout = TimeSpan.FromSeconds(Timeout) };
            Ask(new DryRunPublisher(new KubectlProcess(options), DryRun, ThrottleLimit));
        }
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
            WriteError("KubectlUnavailable", exception, ErrorCategory.ResourceUnavailable, null, "Install kubectl and put it on PATH: https://kubernetes.io/docs/tasks/tools/");
        }
    }
}
