using System.Diagnostics;
using System.Management.Automation;
using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Parameters;

namespace CalicoPolicy.Commands;

/// <summary>Rewrites policies so that they cost less and mean the same, and says of each how that is known.</summary>
[Cmdlet(VerbsCommon.Optimize, "Policy")]
[OutputType(typeof(Resource))]
public sealed class OptimizePolicyCommand : SnapshotCmdlet
{
    /// <summary>The name of the type that a table shows with what is known of the rewriting.</summary>
    private const string Optimized = "CalicoPolicy.OptimizedResource";

    private const string Activity = "Rewriting policies";

    private readonly List<Resource> _resources = [];
    private readonly List<PolicySnapshot> _snapshots = [];

    /// <summary>The policies to rewrite, and the tiers and sets beside them; of a snapshot its policies.</summary>
    [Parameter(ValueFromPipeline = true)]
    [WithoutNulls]
    public object[] InputObject { get; set; } = [];

    /// <summary>Does these rewrites only: names, with wildcards.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(RewriteCompleter))]
    [WithoutNulls]
    public string[] Rewrite { get; set; } = [];

    /// <summary>Leaves out these rewrites: names, with wildcards.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(RewriteCompleter))]
    [WithoutNulls]
    public string[] ExcludeRewrite { get; set; } = [];

    /// <summary>Does what changes the verdict of some traffic too, or is not proven not to.</summary>
    [Parameter]
    public SwitchParameter AllowChange { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => Sort(InputObject, _resources, _snapshots);

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        foreach (var pattern in Rewrite.Concat(ExcludeRewrite))
        {
            if (!PolicyOptimizer.Rewrites.Any(known => WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase).IsMatch(known.Name)))
                WriteWarning($"No rewrite has the name '{pattern}'. There are {string.Join(", ", PolicyOptimizer.Rewrites.Select(known => known.Name))}.");
        }

        // Files alone say nothing of the cluster, unless they are all that there is.
        if (Snapshot is null && _snapshots.Count == 0 && !Complete)
        {
            if (_resources.Count > 0) Write(Optimize(_resources, null));
            return;
        }

        foreach (var snapshot in Snapshots(_snapshots, _resources))
        {
            foreach (var gap in snapshot.Gaps) WriteVerbose($"{snapshot.Cluster}: {gap}");
            Write(Optimize(_resources.Count > 0 ? _resources : [.. snapshot.Policies.OfType<TieredPolicy>()], snapshot));
        }
    }

    private OptimizationReport Optimize(IReadOnlyList<Resource> resources, PolicySnapshot? snapshot)
    {
        var shown = Stopwatch.StartNew();
        var isShown = false;
        try
        {
            return PolicyOptimizer.Optimize(
                resources, new() { Include = Rewrite, Exclude = ExcludeRewrite, AllowChange = AllowChange, Snapshot = snapshot, Progress = Show }, Cancellation);
        }
        finally
        {
            if (isShown) WriteProgress(new(0, Activity, "Done") { RecordType = ProgressRecordType.Completed });
        }

        // What is done in less than a second needs no progress.
        void Show(string what)
        {
            if (shown.Elapsed < (isShown ? TimeSpan.FromMilliseconds(200) : TimeSpan.FromSeconds(1))) return;
            WriteProgress(new(0, Activity, what));
            isShown = true;
            shown.Restart();
        }
    }

    private void Write(OptimizationReport report)
    {
        foreach (var optimized in report.Resources)
        {
            Cancellation.ThrowIfCancellationRequested();
            WriteObject(Marked(optimized));
        }

        if (report is { CostBefore: { } before, CostAfter: { } after }) WriteVerbose($"Before: {before}. Now: {after}.");
        foreach (var refused in report.Refused) WriteVerbose($"Not done: {refused}{string.Concat(refused.Changes.Take(3).Select(change => $" {change}."))}");
        if (report.Failure is { } failure)
        {
            WriteError("RewriteNotEquivalent", new InvalidOperationException(failure), ErrorCategory.InvalidResult, null, "Report it, with the policies; leave out rewrites with -ExcludeRewrite until it is mended.");
        }
        else if (report.Refused.Count > 0)
        {
            var names = report.Refused.GroupBy(refused => refused.Rewrite, StringComparer.Ordinal).Select(named => $"{named.Count()} {named.Key}");
            WriteWarning(
                $"Not done, since it is not proven that nothing changes: {string.Join(", ", names)}. -Verbose tells what they would change, a -Snapshot may prove them, and -AllowChange does them.");
        }
    }

    /// <summary>The resource, a copy of its own, with what is known of the rewriting.</summary>
    private static PSObject Marked(OptimizedResource optimized)
    {
        var made = new PSObject(optimized.Resource with { });
        made.TypeNames.Insert(0, Optimized);
        foreach (var (name, value) in (IEnumerable<(string, object?)>)
        [
            (nameof(optimized.Equivalence), optimized.IsRewritten ? optimized.Equivalence : null), (nameof(optimized.Rewrites), optimized.Rewrites.ToArray()),
            (nameof(optimized.From), optimized.From.ToArray()), (nameof(optimized.Notes), optimized.Notes.ToArray()), (nameof(optimized.Changes), optimized.Changes.ToArray()),
            (nameof(optimized.RenderedBefore), optimized.RenderedBefore), (nameof(optimized.RenderedAfter), optimized.RenderedAfter),
            (nameof(optimized.CostBefore), optimized.CostBefore.ToArray()), (nameof(optimized.CostAfter), optimized.CostAfter),
        ])
        {
            made.Properties.Add(new PSNoteProperty(name, value));
        }

        return made;
    }
}
