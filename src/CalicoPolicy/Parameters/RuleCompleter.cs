using CalicoPolicy.Core.Efficiency;

namespace CalicoPolicy.Parameters;

/// <summary>The ids of the rules.</summary>
public sealed class RuleCompleter : WordCompleter
{
    /// <inheritdoc />
    protected override IEnumerable<string> Words => PracticeCatalogue.All.Select(rule => rule.Id);
}
