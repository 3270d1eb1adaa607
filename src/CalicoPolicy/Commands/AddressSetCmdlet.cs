using System.Collections;
using System.Management.Automation;
using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Parameters;

namespace CalicoPolicy.Commands;

/// <summary>What the cmdlets that make network sets have in common.</summary>
public abstract class AddressSetCmdlet : AddressCmdlet
{
    private readonly List<AddressEntry> _entries = [];

    /// <summary>The set's name.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Name { get; set; } = string.Empty;

    /// <summary>Address blocks and addresses.</summary>
    [Parameter(ValueFromPipeline = true)]
    [WithoutNulls]
    public string[] Net { get; set; } = [];

    /// <summary>Domain names (Calico Enterprise).</summary>
    [Parameter]
    [WithoutNulls]
    public string[] Domain { get; set; } = [];

    /// <summary>The set's labels, by which rules select it.</summary>
    [Parameter]
    public IDictionary? Label { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => _entries.AddRange(Net.Select(net => new AddressEntry(net)));

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        if (!TryReadFiles(_entries)) return;
        var list = NetList.Of(_entries, Aggregate, Cancellation);
        var set = Make(new ObjectMetadata { Name = Name, Labels = LabelArgument.ToLabels(Label) }) with
        {
            Nets = list.Nets,
            AllowedEgressDomains = Domain,
        };
        if (list.Unreadable.Count == 0)
            WriteResource(set);
        else
            WriteUnreadable(set, list.Unreadable);
    }

    private protected abstract AddressSet Make(ObjectMetadata metadata);
}
