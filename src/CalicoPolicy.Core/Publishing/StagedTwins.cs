using CalicoPolicy.Core.Connectivity;
using CalicoPolicy.Core.Conversion;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Publishing;

/// <summary>
/// Staged policies whose enforced form is published: they have done their work and go. One that stages something else than what is
/// published stays, and so does one that is published as well.
/// </summary>
internal static class StagedTwins
{
    public static IEnumerable<Resource> Of(IEnumerable<Resource> live, IReadOnlyList<Resource> published)
    {
        var enforced = published.Where(policy => policy is NetworkPolicy or GlobalNetworkPolicy or KubernetesNetworkPolicy)
            .ToLookup(policy => (policy.Kind, policy.Namespace, policy.Name));
        var staged = published.OfType<IStagedPolicy>().Cast<Resource>().Select(policy => (policy.Kind, policy.Namespace, policy.Name)).ToHashSet();
        foreach (var twin in live)
        {
            if (twin is not IStagedPolicy || staged.Contains((twin.Kind, twin.Namespace, twin.Name))) continue;
            if (StagedConversion.Enforce(twin).Resource is not { } form) continue;
            if (enforced[(form.Kind, form.Namespace, form.Name)].Any(policy => MeansTheSame(form, policy))) yield return twin;
        }
    }

    private static bool MeansTheSame(Resource left, Resource right) =>
        !PolicyComparison.Compare([left], [right], normalize: true, [], CancellationToken.None).Any(difference => !difference.Path.StartsWith("$.metadata", StringComparison.Ordinal));
}
