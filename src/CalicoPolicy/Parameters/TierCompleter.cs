using System.Collections;

namespace CalicoPolicy.Parameters;

/// <summary>The tiers that every cluster has, those that the practice page recommends, and those of the snapshot, else of the current folder.</summary>
public sealed class TierCompleter : WordCompleter
{
    private static readonly string[] Known = ["default", "security", "platform", "application", "kube-admin", "kube-baseline"];

    /// <inheritdoc />
    protected override IEnumerable<string> WordsFor(string command, IDictionary parameters) => Known.Union(SessionWords.For(parameters).Tiers, StringComparer.Ordinal);
}
