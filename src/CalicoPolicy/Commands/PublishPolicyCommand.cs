using System.Management.Automation;
using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Publishing;
using CalicoPolicy.Core.Publishing.Journal;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Commands;

/// <summary>Publishes resources to clusters, in an order that cuts and opens nothing on the way, with a journal for the way back.</summary>
[Cmdlet(VerbsData.Publish, "Policy", DefaultParameterSetName = "InputObject", SupportsShouldProcess = true)]
[OutputType(typeof(PublicationResult))]
public sealed class PublishPolicyCommand : GuardedCmdlet
{
    private readonly List<Resource> _resources = [];
    private bool _isFolder = true;
    private PublicationCheck? _check;

    /// <summary>The resources.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "InputObject")]
    public Resource[] InputObject { get; set; } = [];

    /// <summary>Files and folders of resources, as Import-Policy reads them.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path")]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Reads folders within folders too.</summary>
    [Parameter(ParameterSetName = "Path")]
    public SwitchParameter Recurse { get; set; }

    /// <summary>Client: kubectl alone looks at the resources. Server: the API server says what it would do, and does nothing.</summary>
    [Parameter]
    public DryRunMode DryRun { get; set; } = DryRunMode.None;

    /// <summary>Who the objects belong to: a label on each.</summary>
    [Parameter]
    [ValidatePattern("^[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$")]
    public string Owner { get; set; } = string.Empty;

    /// <summary>Deletes the owner's objects that are not among the resources.</summary>
    [Parameter]
    public SwitchParameter Prune { get; set; }

    /// <summary>States that the resources are the whole set.</summary>
    [Parameter]
    public SwitchParameter Complete { get; set; }

    /// <summary>How many percent of the owner's objects a prune may delete.</summary>
    [Parameter]
    [ValidateRange(0, 100)]
    public int MaxPrune { get; set; } = 10;

    /// <summary>Takes fields from other field managers.</summary>
    [Parameter]
    public SwitchParameter ForceConflict { get; set; }

    /// <summary>A check: the publication stays only where its last output is true in time.</summary>
    [Parameter]
    public ScriptBlock? Verify { get; set; }

    /// <summary>How long the check may take to pass.</summary>
    [Parameter]
    public TimeSpan RevertAfter { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How many clusters come first, then next, and so on; each wave has to succeed before the next begins.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int[] Wave { get; set; } = [];

    /// <summary>Writes the resources that stand in the cluster now, in place of the results.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        if (Verify is null && MyInvocation.BoundParameters.ContainsKey(nameof(RevertAfter)))
        {
            ThrowError("VerifyMissing", new PSArgumentException("-RevertAfter says how long a check may take, and there is none."), ErrorCategory.InvalidArgument, RevertAfter, "Give the check with -Verify { ... }.");
        }
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (ParameterSetName != "Path")
        {
            _isFolder = false;
            _resources.AddRange(InputObject);
            return;
        }

        foreach (var path in Path)
        {
            var found = SessionPaths.Resolve(this, [path], isLiteral: false).ToList();
            _isFolder &= found.Count > 0 && found.TrueForAll(folder => Directory.Exists(folder) && (Recurse || !Directory.EnumerateDirectories(folder).Any()));
            _resources.AddRange(Resources(Reader.ReadFiles(ResourceFiles.Expand(found, Recurse, Cancellation), Cancellation)));
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        if (_resources.Count == 0 && !Prune) return;
        if (Prune && HasUnread)
        {
            ThrowError("PruneNeedsAll", new PSInvalidOperationException("Some documents could not be read; -Prune would delete what they hold. Nothing was sent."), ErrorCategory.InvalidOperation, null, "Mend the documents that the errors before this one name.");
        }

        try
        {
            foreach (var wave in PublicationFleet.Waves(Clusters(), Wave))
            {
                if (Publish(wave)) continue;
                if (Wave.Length > 0) WriteWarning("The later clusters were left alone, since this wave did not succeed.");
                return;
            }
        }
        catch (KubectlException exception)
        {
            WriteError(exception);
        }
        catch (JournalException exception)
        {
            WriteError(exception);
        }
    }

    /// <inheritdoc />
    private protected override void Emit(PublicationResult result)
    {
        if (!PassThru)
            base.Emit(result);
        else if (result.Status is PublicationStatus.Created or PublicationStatus.Configured or PublicationStatus.Unchanged or PublicationStatus.Diverged)
            WriteObject(result.Resource);
    }

    /// <summary>Publishes to the clusters of a wave.</summary>
    /// <returns>Whether all of it succeeded.</returns>
    private bool Publish(IReadOnlyList<KubectlProcess> clusters)
    {
        var options = Options();
        var planner = new PublicationPlanner(options);
        var plans = PublicationFleet.PlanAsync(clusters, cluster => planner.PlanAsync(cluster, _resources, Cancellation), ThrottleLimit).GetAwaiter().GetResult();
        if (DryRun != DryRunMode.None)
        {
            foreach (var plan in plans)
            {
                Announce(plan);
                foreach (var objection in plan.Objections) WriteWarning($"{plan.Cluster}: {objection.Message} {objection.Action}");
            }

            var rehearsal = new PublicationRehearsal(DryRun, ThrottleLimit);
            return IsSuccess(WriteAll(PublicationFleet.RunAsync(plans, rehearsal.RunAsync, ThrottleLimit, Cancellation), 0));
        }

        var agreed = plans.Where(Agree).ToList();
        if (agreed.Count == 0) return true;
        var publisher = new Publisher(options);
        var results = WriteAll(PublicationFleet.RunAsync(agreed, publisher.RunAsync, ThrottleLimit, Cancellation), agreed.Sum(plan => plan.Preview.Count));
        return Check(publisher, options, results) && IsSuccess(results);
    }

    /// <summary>Runs the check for each publication, and takes back those that do not pass.</summary>
    private bool Check(Publisher publisher, PublicationOptions options, IReadOnlyList<PublicationResult> results)
    {
        var isGood = true;
        if (Verify is null) return isGood;
        foreach (var published in results.Where(result => result.PublicationId is not null).GroupBy(result => result.PublicationId!))
        {
            var cluster = Clusters().First(way => way.Options.Context is null || way.Options.Context == published.First().Cluster);
            using var check = new PublicationCheck(Verify, RevertAfter, () => RevertAsync(cluster, options, published.Key));
            _check = check;
            if (check.Passes([.. published]))
            {
                publisher.Confirm(published.Key);
                continue;
            }

            isGood = false;
            var taken = check.Reverted();
            foreach (var result in taken) Write(result);
            WriteError(
                "VerifyFailed",
                new InvalidOperationException($"{published.First().Cluster}: the check did not pass in {RevertAfter}; the publication {published.Key} was taken back.", check.Failure),
                ErrorCategory.InvalidResult,
                published.Key,
                IsSuccess(taken) ? "Find out why the check fails, mend the policies, and publish again." : $"Not all of it could be taken back: Undo-PolicyPublication {published.Key}");
        }

        return isGood;
    }

    /// <inheritdoc />
    protected override void StopProcessing()
    {
        _check?.Abandon();
        base.StopProcessing();
    }

    private static async Task<IReadOnlyList<PublicationResult>> RevertAsync(KubectlProcess cluster, PublicationOptions options, string id)
    {
        var journal = new PublicationJournal(options.JournalFolder);
        if (journal.Find(id, CancellationToken.None) is not { } publication) return [];
        var plan = await new UndoPlanner(options, force: false).PlanAsync(cluster, publication, CancellationToken.None).ConfigureAwait(false);
        var results = new List<PublicationResult>();
        await foreach (var result in new Publisher(options with { NeedsCheck = false }).RunAsync(plan, CancellationToken.None).ConfigureAwait(false)) results.Add(result);
        return results;
    }

    private PublicationOptions Options() => Guarded(new()
    {
        Owner = Owner,
        Prune = Prune,
        IsComplete = Complete || (_isFolder && ParameterSetName == "Path"),
        HasUnread = HasUnread,
        MaxPrune = MaxPrune,
        ForceConflict = ForceConflict,
        NeedsCheck = Verify is not null,
    });

    private static bool IsSuccess(IReadOnlyList<PublicationResult> results) =>
        !results.Any(result => result.Status is PublicationStatus.Refused or PublicationStatus.Failed or PublicationStatus.Diverged);
}
