using System.Management.Automation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Parameters;

namespace CalicoPolicy.Commands;

/// <summary>Makes a policy for the pods of one namespace.</summary>
[Cmdlet(VerbsCommon.New, "NetworkPolicy")]
[OutputType(typeof(NetworkPolicy), typeof(StagedNetworkPolicy))]
public sealed class NewNetworkPolicyCommand : TieredPolicyCmdlet
{
    /// <summary>The policy's namespace.</summary>
    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    public string? Namespace { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => WriteResource(Fill(
        IsStaged ? new StagedNetworkPolicy { DeclaredStagedAction = DeclaredStagedAction } : new NetworkPolicy(), Namespace));
}
