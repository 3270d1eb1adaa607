using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Snapshots;

/// <summary>Objects that could not be read, so that what they would change is not known (decision 8).</summary>
/// <param name="Kind">
/// The kind that is missing, e.g. <c>GlobalNetworkPolicy</c>; policies of Kubernetes itself are <c>KubernetesNetworkPolicy</c>.
/// </param>
/// <param name="Namespace">The namespace; null: all of them but <see cref="ExceptNamespaces"/>, or the kind has none.</param>
/// <param name="Tier">The tier whose policies are missing; null: all of them, or the kind has none.</param>
/// <param name="Reason">Why, e.g. the server's refusal.</param>
public sealed record SnapshotGap(string Kind, string? Namespace, string? Tier, string Reason)
{
    /// <summary>The namespaces that were read, where all others were not.</summary>
    public IReadOnlyList<string> ExceptNamespaces { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>What is missing, in words.</summary>
    public override string ToString()
    {
        var where = Namespace is not null ? $" of namespace {Namespace}"
            : ExceptNamespaces.Count > 0 ? $" of namespaces other than {string.Join(", ", ExceptNamespaces)}" : string.Empty;
        var tier = Tier is null ? string.Empty : $" of tier {Tier}";
        return $"{Kind} objects{where}{tier} were not read: {Reason}";
    }

    /// <summary>Whether objects of a namespace are among those that could not be read.</summary>
    internal bool Covers(string ns) => Namespace is null ? !ExceptNamespaces.Contains(ns) : Namespace == ns;
}
