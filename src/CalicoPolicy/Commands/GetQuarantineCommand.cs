using System.Management.Automation;
using CalicoPolicy.Core.Quarantine;
using CalicoPolicy.Parameters;

namespace CalicoPolicy.Commands;

/// <summary>Tells what is quarantined in clusters, whether it holds, and what has gone.</summary>
[Cmdlet(VerbsCommon.Get, "Quarantine")]
[OutputType(typeof(PodQuarantine))]
public sealed class GetQuarantineCommand : QuarantineCmdlet
{
    /// <summary>The pods by name; all where none is given.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    /// <summary>The namespaces; all where none is given.</summary>
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
        var names = Name.Select(name => WildcardPattern.Get(name, WildcardOptions.None)).ToList();
        foreach (var kubectl in Clusters())
        {
            Ask(kubectl, quarantine =>
            {
                var (pods, gaps) = Wait(quarantine.ListAsync(Template, Cancellation));
                foreach (var gap in gaps) WriteWarning($"{gap}");
                foreach (var pod in pods)
                {
                    if (Expired && !pod.IsExpired) continue;
                    if (Namespace.Length > 0 && !Namespace.Contains(pod.Namespace, StringComparer.Ordinal)) continue;
                    if (names.Count > 0 && !names.Exists(name => name.IsMatch(pod.Name))) continue;
                    WriteObject(pod);
                }
            });
        }
    }
}
