using System.Collections;
using System.Management.Automation;
using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Parameters;

namespace CalicoPolicy.Commands;

/// <summary>Changes members and labels of network sets.</summary>
[Cmdlet(VerbsData.Edit, "NetworkSet")]
[OutputType(typeof(NetworkSet), typeof(GlobalNetworkSet))]
public sealed class EditNetworkSetCommand : AddressCmdlet
{
    private readonly List<AddressSet> _sets = [];
    private AddressSetEdit? _edit;

    /// <summary>The set to change; it stays as it is, a new one comes out.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public AddressSet InputObject { get; set; } = null!;

    /// <summary>Address blocks and addresses to add.</summary>
    [Parameter]
    [WithoutNulls]
    public string[] AddNet { get; set; } = [];

    /// <summary>Address blocks and addresses to remove, in whatever spelling.</summary>
    [Parameter]
    [WithoutNulls]
    public string[] RemoveNet { get; set; } = [];

    /// <summary>Domain names to add (Calico Enterprise).</summary>
    [Parameter]
    [WithoutNulls]
    public string[] AddDomain { get; set; } = [];

    /// <summary>Domain names to remove.</summary>
    [Parameter]
    [WithoutNulls]
    public string[] RemoveDomain { get; set; } = [];

    /// <summary>Labels to set; a value of <c>$null</c> removes the label.</summary>
    [Parameter]
    public IDictionary? Label { get; set; }

    /// <summary>The most members of a set; larger ones are split.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? MaxMember { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        List<AddressEntry> added = [.. AddNet.Select(net => new AddressEntry(net))];
        if (!TryReadFiles(added)) return;
        _edit = new()
        {
            AddNets = added,
            RemoveNets = RemoveNet,
            AddDomains = AddDomain,
            RemoveDomains = RemoveDomain,
            Labels = LabelArgument.ToChanges(Label),
            Aggregate = Aggregate,
        };
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (_edit is null) return;
        var result = AddressSetEditing.Apply(InputObject, _edit, Cancellation);
        foreach (var warning in result.Warnings) WriteWarning(warning);
        if (result.Unreadable.Count > 0)
            WriteUnreadable(result.Set, result.Unreadable);
        else if (MaxMember is null)
            WriteResource(result.Set);
        else
            _sets.Add(result.Set);
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        // Names of parts must not be names of sets that come later.
        if (MaxMember is not { } maxMembers) return;
        foreach (var set in AddressSetSplitting.Split(_sets, maxMembers, Cancellation)) WriteResource(set);
    }
}
