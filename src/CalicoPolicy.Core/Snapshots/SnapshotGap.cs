namespace CalicoPolicy.Core.Snapshots;

/// <summary>Objects that could not be read, so that what they would change is not known (decision 8).</summary>
/// <param name="Kind">The kind that is missing, e.g. <c>GlobalNetworkPolicy</c>.</param>
/// <param name="Namespace">The namespace; null: all of them, or the kind has none.</param>
/// <param name="Tier">The tier whose policies are missing; null: all of them, or the kind has none.</param>
/// <param name="Reason">Why, e.g. the server's refusal.</param>
public sealed record SnapshotGap(string Kind, string? Namespace, string? Tier, string Reason)
{
    /// <summary>What is missing, in words.</summary>
    public override string ToString()
    {
        var where = Namespace is null ? string.Empty : $" of namespace {Namespace}";
        var tier = Tier is null ? string.Empty : $" of tier {Tier}";
        return $"{Kind} objects{where}{tier} were not read: {Reason}";
    }
}
