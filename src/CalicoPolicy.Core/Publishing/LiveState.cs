using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Documents;

namespace CalicoPolicy.Core.Publishing;

/// <summary>What stands under the names of a plan's objects, read together; what cannot be read together, one by one.</summary>
internal sealed class LiveState(KubectlProcess kubectl)
{
    private readonly LiveObjects _live = new();
    private readonly Dictionary<PublicationItem, ServerError> _errors = new(ReferenceEqualityComparer.Instance);

    /// <summary>Reads.</summary>
    /// <returns>What every further call would meet; null where the server answers.</returns>
    public async Task<ServerError?> ReadAsync(IReadOnlyList<PublicationItem> items, CancellationToken cancellationToken)
    {
        var health = new ServerHealth();
        foreach (var batch in items.Where(item => item.Resource.Name.Length > 0).Chunk(LiveObjects.BatchSize))
        {
            var error = await _live.ReadAsync(kubectl, batch, cancellationToken).ConfigureAwait(false);
            health.Saw(error);
            if (health.Down is null && error is not null)
            {
                foreach (var item in batch)
                {
                    var own = await _live.ReadAsync(kubectl, [item], cancellationToken).ConfigureAwait(false);
                    health.Saw(own);
                    if (health.Down is not null) break;
                    if (own is not null) _errors.Add(item, own);
                }
            }

            if (health.Down is not null) return health.Down;
        }

        return null;
    }

    /// <summary>The live object; null where there is none.</summary>
    public TreeMapping? Find(PublicationItem item) => _live.Find(item);

    /// <summary>Why it is not known what stands there; null where it is.</summary>
    public ServerError? ErrorOf(PublicationItem item) => _errors.GetValueOrDefault(item);
}
