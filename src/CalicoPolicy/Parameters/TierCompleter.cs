namespace CalicoPolicy.Parameters;

/// <summary>The tiers that every cluster has, and those that the practice page recommends.</summary>
public sealed class TierCompleter : WordCompleter
{
    /// <inheritdoc />
    protected override IEnumerable<string> Words => ["default", "security", "platform", "application", "kube-admin", "kube-baseline"];
}
