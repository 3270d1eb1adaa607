using System.Collections.Concurrent;
using System.Management.Automation;
using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Publishing;
using CalicoPolicy.Core.Publishing.Journal;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Parameters;

namespace CalicoPolicy.Commands;

/// <summary>Publishes resources to clusters, in an order that cuts and opens nothing on the way, with a journal for the way back.</summary>
[Cmdlet(VerbsData.Publish, "Policy", DefaultParameterSetName = "InputObject", SupportsShouldProcess = true)]
[OutputType(typeof(PublicationResult))]
public sealed class PublishPolicyCommand : GuardedCmdlet
{
    private const int RevertTries = 3;

    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(5);

    private readonly List<Resource> _resources = [];
    private bool _isFolder = true;
    private bool _isLacking;
    private readonly ConcurrentDictionary<string, PublicationCheck> _checks = new(StringComparer.Ordinal);

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
    [ArgumentCompleter(typeof(OwnerCompleter))]
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

    /// <summary>Writes the resources that were published, in place of the results.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        if (Verify is null && MyInvocation.BoundParameters.ContainsKey(nameof(RevertAfter)))
        {
            ThrowError("VerifyMissing", new PSArgumentException("-RevertAfter says how long a check may take, and there is none."), ErrorCategory.InvalidArgument, RevertAfter, "Give the check with -Verify { ... }.");
        }

        if (RevertAfter < TimeSpan.FromSeconds(1) || RevertAfter > TimeSpan.FromDays(1))
            ThrowError("VerifyTimeOutOfRange", new PSArgumentException($"-RevertAfter takes a time from a second to a day, not {RevertAfter}."), ErrorCategory.InvalidArgument, RevertAfter, "Give a time from a second to a day, as in -RevertAfter 00:02:00; a plain number would count in units of 100 nanoseconds.");
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
            _isLacking |= found.Count == 0;
            _isFolder &= found.Count > 0 && found.TrueForAll(folder => ResourceFiles.IsWhole(folder, Recurse));
            _resources.AddRange(Resources(Reader.ReadFiles(ResourceFiles.Expand(found, Recurse, Cancellation), Cancellation)));
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        if (Prune && HasUnread)
        {
            ThrowError("PruneNeedsAll", new PSInvalidOperationException("Some documents could not be read, and -Prune would delete what they hold. Nothing was sent."), ErrorCategory.InvalidOperation, null, "Mend the documents that the errors before this one name.");
        }

        if (HasUnread || (_isLacking && _resources.Count > 0))
        {
            ThrowError("PublicationIncomplete", new PSInvalidOperationException("Some of what was to be published could not be read, and the rest may do harm without it. Nothing was sent."), ErrorCategory.InvalidOperation, null, "Mend the documents and paths that the errors before this one name; or give the rest alone, by its own -Path.");
        }

        if (_resources.Count == 0 && !Prune)
        {
            if (!_isLacking) WriteWarning($"No resources in {(ParameterSetName == "Path" ? string.Join(", ", Path) : "what was piped in")}: nothing is published. -Verbose names what is passed over.");
            return;
        }

        Reporting(PublishInWaves);
    }

    private void PublishInWaves()
    {
        // A cluster that is named twice would meet its own writes.
        var waves = PublicationFleet.Waves([.. Clusters().DistinctBy(cluster => cluster.Options.Context, StringComparer.Ordinal)], Wave);
        for (var index = 0; index < waves.Count; index++)
        {
            if (Publish(waves[index])) continue;
            if (index + 1 < waves.Count) WriteWarning("The later clusters were left alone, since this wave did not succeed.");
            return;
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

            var rehearsal = new PublicationRehearsal(DryRun, options);
            return IsSuccess(WriteAll(PublicationFleet.RunAsync(plans, rehearsal.RunAsync, ThrottleLimit, Cancellation), 0));
        }

        var agreed = plans.Where(plan => Agree(plan)).ToList();
        if (agreed.Count == 0) return IsWhatIf;
        var publisher = new Publisher(options);
        if (Verify is null) return IsSuccess(Run(agreed, publisher)) && agreed.Count == plans.Count;
        return RunChecked(agreed, publisher, options) && agreed.Count == plans.Count;
    }

    private IReadOnlyList<PublicationResult> Run(List<PublicationPlan> plans, Publisher publisher) =>
        WriteAll(PublicationFleet.RunAsync(plans, publisher.RunAsync, ThrottleLimit, Cancellation), plans.Sum(plan => plan.Preview.Count));

    /// <summary>Publishes, runs the check for each publication that changed something, and takes back those that do not pass, or that nobody waits for any more.</summary>
    private bool RunChecked(List<PublicationPlan> plans, Publisher publisher, PublicationOptions options)
    {
        var isDone = false;
        try
        {
            var results = Run(plans, publisher);
            var changed = results.Where(result => result.PublicationId is not null && result.Status is not (PublicationStatus.Unchanged or PublicationStatus.Skipped)).GroupBy(result => result.PublicationId!).ToList();

            // Every clock starts now, though the checks come one after the other.
            foreach (var published in changed)
            {
                var plan = plans.Find(one => one.PublicationId == published.Key)!;
                _checks[published.Key] = new(Verify!, RevertAfter, () => RevertAsync(plan, options));
            }

            var isGood = changed.Select(published => Check(publisher, published)).ToList().TrueForAll(passed => passed);
            isDone = true;
            return isGood && IsSuccess(results);
        }
        finally
        {
            // An error that ends the script, or Ctrl+C: what was not decided goes back.
            if (!isDone) Abandon(plans, options);
            foreach (var check in _checks.Values) check.Dispose();
            _checks.Clear();
        }
    }

    private bool Check(Publisher publisher, IGrouping<string, PublicationResult> published)
    {
        var check = _checks[published.Key];
        if (check.Passes([.. published])) return publisher.Confirm(published.Key);
        var taken = check.Reverted();
        var isBack = taken.Count > 0 && taken.All(result => result.Status is not (PublicationStatus.Refused or PublicationStatus.Failed or PublicationStatus.Skipped));
        foreach (var result in taken) Emit(result);
        WriteError(
            "VerifyFailed",
            new InvalidOperationException($"{published.First().Cluster}: the check did not pass in {RevertAfter}, and the publication {published.Key} was {(isBack ? "taken back" : "NOT wholly taken back")}. {(check.Failure is { } failure ? $"It failed last with: {failure.Message}" : "Its last output was not true.")}", check.Failure),
            ErrorCategory.InvalidResult,
            published.Key,
            isBack ? "Find out why the check fails, mend the policies, and publish again." : $"See the results for what is left, then: Undo-PolicyPublication {published.Key} -Force");
        return false;
    }

    private void Abandon(List<PublicationPlan> plans, PublicationOptions options)
    {
        var reverts = new List<Task<IReadOnlyList<PublicationResult>>>();
        foreach (var plan in plans)
        {
            if (plan.PublicationId is { } id && _checks.TryGetValue(id, out var check)) reverts.Add(check.Abandon());
            else reverts.Add(Task.Run(() => RevertAsync(plan, options)));
        }

        // Ctrl+C has to give the prompt back soon, and the process may end with it; the journal tells what was not finished.
        var all = Task.WhenAll(reverts);
        if (!Cancellation.IsCancellationRequested) all.GetAwaiter().GetResult();
        else Task.WaitAny(all, Task.Delay(StopPatience));
    }

    private static async Task<IReadOnlyList<PublicationResult>> RevertAsync(PublicationPlan plan, PublicationOptions options)
    {
        var results = new List<PublicationResult>();
        if (plan.PublicationId is not { } id || new PublicationJournal(options.JournalFolder).Find(id, CancellationToken.None) is not { } publication) return results;
        var back = options with { NeedsCheck = false };
        for (var tries = 0; tries < RevertTries; tries++)
        {
            if (tries > 0) await Task.Delay(TimeSpan.FromSeconds(2)).ConfigureAwait(false);
            results.Clear();
            var undo = await new UndoPlanner(back, force: false, leavesOut: true).PlanAsync(plan, publication, CancellationToken.None).ConfigureAwait(false);
            await foreach (var result in new Publisher(back).RunAsync(undo, CancellationToken.None).ConfigureAwait(false)) results.Add(result);
            if (!results.Exists(result => result.Status == PublicationStatus.Failed)) break;
        }

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
