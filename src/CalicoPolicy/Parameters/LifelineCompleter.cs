using CalicoPolicy.Core.Publishing.Guard;

namespace CalicoPolicy.Parameters;

/// <summary>The families of lifelines.</summary>
public sealed class LifelineCompleter : WordCompleter
{
    /// <inheritdoc />
    protected override IEnumerable<string> Words => LifelineOptions.Families;
}
