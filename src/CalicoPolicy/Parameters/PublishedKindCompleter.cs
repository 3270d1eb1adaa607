using CalicoPolicy.Core.Publishing;

namespace CalicoPolicy.Parameters;

/// <summary>The kinds that can be deleted by name.</summary>
public sealed class PublishedKindCompleter : WordCompleter
{
    /// <inheritdoc />
    protected override IEnumerable<string> Words => RemovableKinds.Names;
}
