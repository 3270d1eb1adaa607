using System.Management.Automation;
using CalicoPolicy.Adapters;
using CalicoPolicy.Core.Documents.Export;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Parameters;

namespace CalicoPolicy.Commands;

/// <summary>Says what becomes of a flow, and why.</summary>
[Cmdlet(VerbsDiagnostic.Trace, "PolicyFlow")]
[OutputType(typeof(FlowAnswer))]
public sealed class TracePolicyFlowCommand : NamedEndCmdlet
{
    private IReadOnlyList<FlowTracer> _tracers = [];
    private (string Text, Protocol Protocol) _protocol = ("TCP", Core.Resources.Protocol.Tcp);

    /// <summary>Who sends.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EndpointCompleter))]
    public string Source { get; set; } = string.Empty;

    /// <summary>Who it is for.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EndpointCompleter))]
    public string Destination { get; set; } = string.Empty;

    /// <summary>The port that the client connects to.</summary>
    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true)]
    [Alias("DestinationPort")]
    [EmptyAsNull]
    public int? Port { get; set; }

    /// <summary>The protocol, by name or number.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [EmptyAsNull]
    [ArgumentCompleter(typeof(ProtocolCompleter))]
    public string? Protocol { get; set; }

    /// <summary>The port that it is sent from.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [EmptyAsNull]
    public int? SourcePort { get; set; }

    /// <summary>The ICMP type.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [EmptyAsNull]
    public int? IcmpType { get; set; }

    /// <summary>The node that it enters the cluster through.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [EmptyAsNull]
    public string? Node { get; set; }

    /// <summary>How staged policies count for the pending verdict.</summary>
    [Parameter]
    public PendingMode PendingMode { get; set; } = PendingMode.Calico;

    /// <summary>What enforces policy.</summary>
    [Parameter]
    public DataplaneKind Dataplane { get; set; }

    /// <summary>Looks for changes that give the other verdict.</summary>
    [Parameter]
    public SwitchParameter SuggestChange { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        var options = new FlowTracerOptions { Pending = PendingMode.ToView(), Dataplane = Dataplane, Namespace = Namespace };
        _tracers = [.. Snapshots([], Policy, ReplacePolicy).Select(snapshot => FlowTracer.Create(snapshot, options, Cancellation))];
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var question = new FlowQuestion(Source, Destination)
        {
            Protocol = ProtocolOf(Protocol ?? "TCP"),
            Port = Port,
            SourcePort = SourcePort,
            IcmpType = IcmpType,
            Node = Node,
        };
        foreach (var tracer in _tracers)
        {
            try
            {
                foreach (var answer in tracer.Ask(question, Cancellation)) WriteObject(SuggestChange ? WithChanges(tracer, answer) : answer);
            }
            catch (FlowQuestionException exception)
            {
                Report(exception, question);
            }
        }
    }

    private FlowAnswer WithChanges(FlowTracer tracer, FlowAnswer answer) => answer.WithChanges(
    [
        .. tracer.Suggest(answer, Cancellation)
            .Select(change => change with { Text = ResourceText.Of(change.Resources, TextFormats.Yaml, keepServerMetadata: false) }),
    ]);

    private Protocol ProtocolOf(string text)
    {
        if (_protocol.Text != text) _protocol = (text, ProtocolArgument.ToProtocol(text)!.Value);
        return _protocol.Protocol;
    }
}
