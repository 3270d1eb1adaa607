using System.Management.Automation;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Parameters;

namespace CalicoPolicy.Commands;

/// <summary>A cmdlet that asks a snapshot about things by name, with policies laid over it.</summary>
public abstract class NamedEndCmdlet : SnapshotCmdlet
{
    /// <summary>The namespace of names without one.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    public string? Namespace { get; set; }

    /// <summary>Resources that count in place of those of the snapshot with the same kind, namespace and name.</summary>
    [Parameter]
    [WithoutNulls]
    public Resource[] Policy { get; set; } = [];

    /// <summary>Takes the policies of -Policy for all that there are.</summary>
    [Parameter]
    public SwitchParameter ReplacePolicy { get; set; }

    /// <summary>Reports a question that has no answer.</summary>
    private protected void Report(FlowQuestionException exception, object? question)
    {
        switch (exception.Fault)
        {
            case FlowQuestionFault.NotFound:
                WriteError("FlowEndNotFound", exception, ErrorCategory.ObjectNotFound, question, exception.Action);
                break;
            case FlowQuestionFault.Ambiguous:
                WriteError("FlowEndAmbiguous", exception, ErrorCategory.InvalidArgument, question, exception.Action);
                break;
            case FlowQuestionFault.Impossible:
                WriteError("FlowImpossible", exception, ErrorCategory.InvalidArgument, question, exception.Action);
                break;
        }
    }
}
