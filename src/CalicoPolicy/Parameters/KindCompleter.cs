using CalicoPolicy.Core.Cluster;

namespace CalicoPolicy.Parameters;

/// <summary>The kinds that clusters are asked for.</summary>
public sealed class KindCompleter : WordCompleter
{
    /// <inheritdoc />
    protected override IEnumerable<string> Words => ListingQuery.KnownKinds;
}
