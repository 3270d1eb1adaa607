using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Documents;

namespace CalicoPolicy.Core.Publishing;

/// <summary>One dry run against one cluster: what is known of it, and the answer for each resource.</summary>
internal sealed class DryRun(KubectlProcess kubectl, DryRunMode mode, bool force, ClusterContext context, IReadOnlyList<PublicationItem> items)
{
    /// <summary>The field manager of everything that is published.</summary>
    private const string FieldManager = "--field-manager=calicopolicy";

    private readonly ServerHealth _health = new();
    private readonly LiveObjects _live = new();
    private readonly HashSet<PublicationItem> _read = new(ReferenceEqualityComparer.Instance);

    /// <summary>Reads what stands there. What could not be read together is read one by one later.</summary>
    public async Task ReadLiveAsync(CancellationToken cancellationToken)
    {
        foreach (var batch in items.Where(item => item.Resource.Name.Length > 0).Chunk(LiveObjects.BatchSize))
        {
            var error = await _live.ReadAsync(kubectl, batch, cancellationToken).ConfigureAwait(false);
            _health.Saw(error);
            if (error is null) _read.UnionWith(batch);
            if (_health.Down is not null) return;
        }
    }

    /// <summary>The answer for one resource.</summary>
    public async Task<PublicationResult> AnswerAsync(PublicationItem item, CancellationToken cancellationToken)
    {
        if (item.Resource.Name.Length == 0) return Result(item, PublicationStatus.Refused, "The resource has no name.");
        if (_health.Down is { } down) return Result(item, PublicationStatus.Failed, "Not tried: " + down, down);
        ServerError? unread = null;
        if (!_read.Contains(item))
        {
            unread = await _live.ReadAsync(kubectl, [item], cancellationToken).ConfigureAwait(false);
            _health.Saw(unread);
            if (unread is not null && (mode == DryRunMode.Client || !unread.IsRefusal)) return Error(item, unread);
        }

        var live = _live.Find(item);
        if (item.Kind.Wave == PublicationWave.Namespaces && live is not null)
            return Result(item, PublicationStatus.Unchanged, "The namespace exists; namespaces are created only, never changed.");
        return mode == DryRunMode.Client ? Compare(item, live) : await AskAsync(item, live, unread, cancellationToken).ConfigureAwait(false);
    }

    private PublicationResult Compare(PublicationItem item, TreeMapping? live)
    {
        const string Unchecked = " The server was not asked whether it accepts this.";
        if (live is null) return Result(item, PublicationStatus.Created, "Would be created." + Unchecked);
        var changes = TreeDifference.Missing(live, item.Document);
        return changes.Count == 0
            ? Result(item, PublicationStatus.Unchanged, "The cluster has it just so.")
            : Result(item, PublicationStatus.Configured, DryRunMessages.Change(changes) + Unchecked);
    }

    private async Task<PublicationResult> AskAsync(PublicationItem item, TreeMapping? live, ServerError? unread, CancellationToken cancellationToken)
    {
        using var input = new StringWriter();
        JsonFormat.Instance.Write([item.Document], input);
        string[] arguments = item.Kind.Wave == PublicationWave.Namespaces
            ? ["create", "--dry-run=server", FieldManager, "-o", "json", "-f", "-"]
            : ["apply", "--server-side", "--dry-run=server", FieldManager, "-o", "json", "-f", "-", .. force ? (string[])["--force-conflicts"] : []];
        var answer = await kubectl.RunAsync(arguments, input.ToString(), cancellationToken).ConfigureAwait(false);
        _health.Saw(answer.Error);
        var result = answer.Error is null ? Judge(item, answer.Output, live, unread, cancellationToken) : Error(item, answer.Error);
        return result with { Warnings = answer.Warnings };
    }

    private PublicationResult Judge(PublicationItem item, string output, TreeMapping? live, ServerError? unread, CancellationToken cancellationToken)
    {
        using var text = new StringReader(output);
        var wanted = JsonFormat.Instance.Read(text, null, ReadLimits.Default, cancellationToken).Select(document => document.Root).OfType<TreeMapping>().FirstOrDefault();
        if (wanted is null) return Error(item, new(ServerErrorCategory.Other, string.Empty, "kubectl printed no object."));
        if (unread is not null)
        {
            // Only a stored object has a resource version.
            var isThere = (wanted["metadata"] as TreeMapping)?["resourceVersion"] is not null;
            var status = isThere ? PublicationStatus.Configured : PublicationStatus.Created;
            return Result(item, status, $"{(isThere ? "Would be applied" : "Would be created")}; what stands there could not be read: {unread.Message}");
        }

        if (live is null) return Result(item, PublicationStatus.Created, "Would be created.");
        var changes = TreeDifference.Between(live, wanted);
        return changes.Count == 0
            ? Result(item, PublicationStatus.Unchanged, "The cluster has it just so.")
            : Result(item, PublicationStatus.Configured, DryRunMessages.Change(changes));
    }

    private PublicationResult Error(PublicationItem item, ServerError error)
    {
        var status = error.IsRefusal ? PublicationStatus.Refused : PublicationStatus.Failed;
        return Result(item, status, ServerError.Sentence(error.ToString()) + DryRunMessages.Note(item, error, items, _live), error);
    }

    private PublicationResult Result(PublicationItem item, PublicationStatus status, string message, ServerError? error = null) => new()
    {
        Cluster = context.Name,
        Resource = item.Resource,
        Namespace = item.Namespace,
        Status = status,
        Message = message,
        Error = error,
        Causes = PublicationCause.Of(error, item.Resource),
        DryRun = mode,
    };
}
