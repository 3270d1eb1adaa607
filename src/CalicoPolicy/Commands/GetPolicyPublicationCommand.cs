using System.Management.Automation;
using CalicoPolicy.Core.Publishing.Journal;

namespace CalicoPolicy.Commands;

/// <summary>Lists what was published from this machine, the latest first.</summary>
[Cmdlet(VerbsCommon.Get, "PolicyPublication")]
[OutputType(typeof(Publication))]
public sealed class GetPolicyPublicationCommand : CancellableCmdlet
{
    /// <summary>The publications by id; all where none is given.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(Parameters.PublicationCompleter))]
    public string[] Id { get; set; } = [];

    /// <summary>The clusters, by their contexts; all where none is given.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(Parameters.PublishedClusterCompleter))]
    public string[] Cluster { get; set; } = [];

    /// <summary>Only the latest.</summary>
    [Parameter]
    public SwitchParameter Last { get; set; }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        var damaged = new List<JournalException>();
        IEnumerable<Publication> found;
        try
        {
            found = new PublicationJournal().ReadAll(damaged, Cancellation).Where(publication => Matches(Id, publication.Id) && Matches(Cluster, publication.Cluster));
        }
        catch (JournalException exception)
        {
            damaged.Add(exception);
            found = [];
        }

        foreach (var exception in damaged)
            WriteError("JournalDamaged", exception, ErrorCategory.InvalidData, null, "Look at the folder that the message names; what it says of the cluster may be lost.");
        if (Last) found = found.Take(1);
        WriteObject(found, enumerateCollection: true);
    }

    private static bool Matches(string[] patterns, string text) =>
        patterns.Length == 0 || patterns.Any(pattern => WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase).IsMatch(text));
}
