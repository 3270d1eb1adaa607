using System.Management.Automation;
using CalicoPolicy.Core.Quarantine;
using CalicoPolicy.Parameters;

namespace CalicoPolicy.Commands;

/// <summary>Tells what is quarantined in clusters, whether it holds, and what has gone.</summary>
[Cmdlet(VerbsCommon.Get, "Quarantine")]
[OutputType(typeof(PodQuarantine))]
public sealed class GetQuarantineCommand : QuarantineCmdlet
{
    /// <summary>The pods, as name or namespace/name; all where none is given.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    /// <summary>The namespaces, of names without one; all where none is given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    public string[] Namespace { get; set; } = [];

    /// <summary>Those whose time has passed only.</summary>
    [Parameter]
    public SwitchParameter Expired { get; set; }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        foreach (var kubectl in Clusters())
        {
            Ask(kubectl, quarantine =>
            {
                foreach (var pod in List(quarantine, Name, Namespace))
                {
                    if (!Expired || pod.IsExpired) WriteObject(pod);
                }
            });
        }
    }
}
