using System.Management.Automation;
using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Publishing;
using CalicoPolicy.Core.Publishing.Journal;

namespace CalicoPolicy.Commands;

/// <summary>Takes publications back: what they changed becomes what it was before.</summary>
[Cmdlet(VerbsCommon.Undo, "PolicyPublication", DefaultParameterSetName = "Id", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(PublicationResult))]
public sealed class UndoPolicyPublicationCommand : PublishingCmdlet
{
    /// <summary>The publications, by id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Id")]
    [ArgumentCompleter(typeof(Parameters.PublicationCompleter))]
    public string[] Id { get; set; } = [];

    /// <summary>The latest publication that was not taken back, to each cluster that -Context names, or to any.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Last")]
    public SwitchParameter Last { get; set; }

    /// <summary>Takes back what others changed since as well.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    private protected override string RefusedAction => "Nothing was sent. Mend what the message names and undo again; -Force overwrites what others changed since.";

    /// <inheritdoc />
    protected override void ProcessRecord() => Reporting(() =>
    {
        foreach (var publication in Last ? Latest() : Named()) Undo(publication);
    });

    private List<Publication> Latest()
    {
        var all = new PublicationJournal().ReadAll([], Cancellation).Where(publication => publication is { Undoes: null, State: not (PublicationState.Undone or PublicationState.Continued) }).ToList();
        List<Publication> latest = [.. Context.Length == 0 ? all.Take(1) : Context.Distinct(StringComparer.Ordinal).Select(context => all.Find(publication => publication.Cluster == context)).OfType<Publication>()];
        if (latest.Count == 0)
            WriteError("PublicationNotFound", new ItemNotFoundException("There is no publication that could be taken back."), ErrorCategory.ObjectNotFound, null, "Get-PolicyPublication lists what was published from this machine.");
        return latest;
    }

    private IEnumerable<Publication> Named()
    {
        foreach (var id in Id)
        {
            if (new PublicationJournal().Find(id, Cancellation) is { } publication)
                yield return publication;
            else
                WriteError("PublicationNotFound", new ItemNotFoundException($"There is no publication '{id}'."), ErrorCategory.ObjectNotFound, id, "Get-PolicyPublication lists what was published from this machine.");
        }
    }

    private void Undo(Publication publication)
    {
        if (publication.State == PublicationState.Running)
        {
            WriteError("PublicationRunning", new InvalidOperationException($"Publication {publication.Id} is still running."), ErrorCategory.ResourceBusy, publication, "Wait until it ends, or end its process.");
            return;
        }

        var cluster = ClusterOf(publication);
        if (cluster is null) return;
        var options = new PublicationOptions { ThrottleLimit = ThrottleLimit };
        var plan = new UndoPlanner(options, Force).PlanAsync(cluster, publication, Cancellation).GetAwaiter().GetResult();
        if (Agree(plan, $"Take back {publication.Id}: ")) WriteAll(PublicationFleet.RunAsync([plan], new Publisher(options).RunAsync, 1, Cancellation), plan.Preview.Count);
    }

    /// <summary>The way to the publication's cluster: the one that is named, else the one that it went.</summary>
    private KubectlProcess? ClusterOf(Publication publication)
    {
        var named = Clusters();
        if (named.Count == 0) return null;
        if (Context.Length > 0) return named.FirstOrDefault(way => way.Options.Context == publication.Cluster) ?? named[0];
        var given = named[0].Options;
        if (given.KubeConfig is not null && given.KubeConfig != publication.KubeConfig) return named[0];
        var options = given with { KubeConfig = publication.KubeConfig };
        return new(publication.Cluster == "in-cluster" ? options : options with { Context = publication.Cluster });
    }
}
