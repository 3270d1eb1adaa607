using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Publishing.Audit;

/// <summary>
/// Sets the audit mode of a cluster or a node: one field of a FelixConfiguration, by a merge patch, so that all else in it stays. The
/// mode is written out, Drop too: it says what it means whatever the whole cluster is told, and the server keeps who wrote it when.
/// </summary>
/// <param name="kubectl">The way to the cluster.</param>
/// <param name="takesOwnership">Whether to change configurations too that other tools look after (decision 18).</param>
public sealed class AuditModeWriter(KubectlProcess kubectl, bool takesOwnership = false)
{
    private readonly ObjectWriter _objects = new(kubectl);

    /// <summary>Looks what stands there, and asks the server by a dry run whether it knows the field. Changes nothing.</summary>
    /// <param name="node">The node; null for the whole cluster.</param>
    /// <param name="mode">The mode to set.</param>
    /// <param name="cancellationToken">Ends kubectl.</param>
    /// <exception cref="KubectlException">There is no kubectl that can be used.</exception>
    public async Task<AuditModeChange> PlanAsync(string? node, AuditMode mode, CancellationToken cancellationToken)
    {
        var (context, error) = await ClusterContext.ReadAsync(kubectl, cancellationToken).ConfigureAwait(false);
        var change = new AuditModeChange
        {
            Cluster = context?.Name ?? kubectl.Options.Context ?? string.Empty,
            Node = node,
            Name = node is null ? FelixConfiguration.DefaultName : FelixConfiguration.NodePrefix + node,
            Mode = mode,
            Status = PublicationStatus.Unchanged,
        };
        if (error is not null) return Failed(change, error);
        var found = await _objects.GetAsync(NameOf(change), cancellationToken).ConfigureAwait(false);
        if (found.Error is not null) return Failed(change, found.Error);
        change = change with { Before = ModeOf(found.Object) };
        if (found.Object is null && node is not null)
        {
            // A configuration for a node that is not there would change nothing, and nobody would notice.
            var there = await _objects.GetAsync(new("v1", "Node", null, node), cancellationToken).ConfigureAwait(false);
            if (there.Object is null && there.Error is null)
                return Failed(change, new(ServerErrorCategory.NotFound, "NotFound", $"The cluster {change.Cluster} has no node '{node}'.") { Advice = "Check the name; `kubectl get nodes` lists them." });
        }

        if (change.Before == mode) return change;
        if (!takesOwnership && found.Object is { } live && ForeignOwner.Of(live) is { } tool)
        {
            return Failed(change, new(ServerErrorCategory.Conflict, "Conflict", $"FelixConfiguration {change.Name}: {tool} looks after it and would put it back. Nothing was changed.")
            {
                Advice = "Change it where that takes it from, or take it over with -TakeOwnership.",
            });
        }

        return await WriteAsync(change with { Status = found.Object is null ? PublicationStatus.Created : PublicationStatus.Configured }, isDryRun: true, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes a planned change.</summary>
    /// <param name="planned">What <see cref="PlanAsync"/> gave.</param>
    /// <param name="cancellationToken">Ends kubectl.</param>
    /// <returns>The change with what became of it.</returns>
    /// <exception cref="KubectlException">There is no kubectl that can be used.</exception>
    public Task<AuditModeChange> ApplyAsync(AuditModeChange planned, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(planned);
        return planned.Status is PublicationStatus.Created or PublicationStatus.Configured ? WriteAsync(planned, isDryRun: false, cancellationToken) : Task.FromResult(planned);
    }

    private async Task<AuditModeChange> WriteAsync(AuditModeChange change, bool isDryRun, CancellationToken cancellationToken)
    {
        var answer = change.Status == PublicationStatus.Created
            ? await _objects.CreateAsync(ObjectOf(change), isDryRun, cancellationToken).ConfigureAwait(false)
            : await _objects.PatchAsync(NameOf(change), Trees.Mapping([Trees.Field("spec", Spec(change.Mode))]), isDryRun, cancellationToken).ConfigureAwait(false);
        if (answer.Error is { } error) return Failed(change, IsUnknownField(error) ? Unsupported(change) : error);

        // A server that does not know the field leaves it out.
        return ModeOf(answer.Object) == change.Mode ? change : Failed(change, Unsupported(change));
    }

    private static AuditModeChange Failed(AuditModeChange change, ServerError error) =>
        change with { Status = error.IsRefusal || error.Category == ServerErrorCategory.UnknownKind ? PublicationStatus.Refused : PublicationStatus.Failed, Error = error };

    private static bool IsUnknownField(ServerError error) => error.Category == ServerErrorCategory.Invalid
        && error.Message.Contains("unknown field", StringComparison.Ordinal) && error.Message.Contains(AuditModes.Field, StringComparison.Ordinal);

    private static ServerError Unsupported(AuditModeChange change) => new(
        ServerErrorCategory.Invalid, "Invalid", $"The cluster {change.Cluster} does not know {AuditModes.Field} of FelixConfiguration, which Calico Enterprise only has: nothing was changed.")
    {
        Advice = "Stage policies instead: ConvertTo-StagedPolicy makes twins that change no traffic, and flow logs show what they would deny.",
    };

    private static AuditMode? ModeOf(TreeMapping? felix) => AuditModes.Read(Trees.Text(Trees.Mapping(felix, "spec")?[AuditModes.Field]));

    private static ObjectName NameOf(AuditModeChange change) => new(ResourceKinds.CalicoApiVersion, "FelixConfiguration", null, change.Name);

    private static TreeMapping ObjectOf(AuditModeChange change) => Trees.Mapping(
    [
        Trees.Field("apiVersion", Trees.Word(ResourceKinds.CalicoApiVersion)),
        Trees.Field("kind", Trees.Word("FelixConfiguration")),
        Trees.Field("metadata", Trees.Mapping([Trees.Field("name", Trees.Word(change.Name))])),
        Trees.Field("spec", Spec(change.Mode)),
    ]);

    private static TreeMapping Spec(AuditMode mode) => Trees.Mapping(
        [Trees.Field(AuditModes.Field, mode == AuditMode.Unset ? new TreeScalar(ScalarKind.Null, "null", default) : Trees.Word(mode.ToString()))]);
}
