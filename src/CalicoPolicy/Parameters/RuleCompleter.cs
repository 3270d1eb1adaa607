using System.Collections;
using CalicoPolicy.Core.Efficiency;
using CalicoPolicy.Core.Findings;

namespace CalicoPolicy.Parameters;

/// <summary>The ids of the rules: of a cmdlet that judges, its own.</summary>
public sealed class RuleCompleter : WordCompleter
{
    /// <inheritdoc />
    protected override IEnumerable<string> Words => PracticeCatalogue.All.Select(rule => rule.Id);

    /// <inheritdoc />
    protected override IEnumerable<string> WordsFor(string command, IDictionary parameters) => PracticeCatalogue.All.Any(rule => IsOf(rule, command))
        ? PracticeCatalogue.All.Where(rule => IsOf(rule, command) || rule.Id == Suppression.UnusedRule.Id).Select(rule => rule.Id)
        : Words;

    private static bool IsOf(PracticeRule rule, string command) => string.Equals(rule.Cmdlet, command, StringComparison.OrdinalIgnoreCase);
}
