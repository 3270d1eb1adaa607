using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Publishing;
using CalicoPolicy.Core.Publishing.Journal;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Quarantine;

/// <summary>
/// Makes sure that the tier and a policy of the quarantine stand. What stands is left as it is: others may be quarantined by it. Only
/// who may examine is changed, where that was said; and a policy that no longer denies both ways is made whole.
/// </summary>
/// <param name="kubectl">The way to the cluster.</param>
/// <param name="template">The tier, policy and label.</param>
/// <param name="publication">How what is missing is published: with a journal, so that it can be undone, past the guard of lifelines.</param>
internal sealed class QuarantineFooting(KubectlProcess kubectl, QuarantineTemplate template, PublicationOptions publication)
{
    /// <summary>What is missing for a policy, the tier first; or what stands against it. Asks for the two by name, which needs no right to list.</summary>
    /// <param name="policy">The policy that is wanted.</param>
    /// <param name="cancellationToken">Ends kubectl.</param>
    public async Task<(IReadOnlyList<Resource> Missing, QuarantineProblem? Problem)> FindAsync(GlobalNetworkPolicy policy, CancellationToken cancellationToken)
    {
        var tier = template.ToResources().OfType<Tier>().Single();
        var (standingTier, problem) = await ReadAsync(tier, cancellationToken).ConfigureAwait(false);
        if (problem is not null) return ([], problem);
        var (standing, unread) = await ReadAsync(policy, cancellationToken).ConfigureAwait(false);
        if (unread is not null) return ([], unread);
        List<Resource> missing = standingTier is null ? [tier] : [];
        if (standing is null)
        {
            missing.Add(policy);
            return (missing, null);
        }

        if (!SelectsTheSame(standing, policy) || standing.Tier != policy.Tier)
        {
            return ([], new(
                QuarantineFault.PolicyDiffers,
                standing.ToString(),
                $"{standing} stands in tier {standing.Tier} and selects {standing.Selector ?? "all()"}, not {policy.Selector}: changing it would release what it isolates.",
                "Give the label that it selects with -Label, or another tier with -Tier."));
        }

        var hasOtherExceptions = template.AllowFrom.Count > 0 && !standing.Ingress.SequenceEqual(policy.Ingress);
        if (!QuarantineTemplate.Isolates(standing) || hasOtherExceptions) missing.Add(policy);
        return (missing, null);
    }

    /// <summary>Publishes what is missing.</summary>
    /// <returns>What is wrong; null where nothing is.</returns>
    public async Task<QuarantineProblem?> WriteAsync(IReadOnlyList<Resource> missing, CancellationToken cancellationToken)
    {
        if (missing.Count == 0) return null;
        try
        {
            var plan = await new PublicationPlanner(publication).PlanAsync(kubectl, missing, cancellationToken).ConfigureAwait(false);
            if (plan.Objections.Count > 0)
                return new(QuarantineFault.Server, missing[^1].ToString(), $"{missing[^1]} is not written: {plan.Objections[0].Message}", plan.Objections[0].Action);
            QuarantineProblem? problem = null;

            // To the end also after a failure: only then does the journal say that it was stopped.
            await foreach (var result in new Publisher(publication).RunAsync(plan, cancellationToken).ConfigureAwait(false))
            {
                if (result.Status is PublicationStatus.Refused or PublicationStatus.Failed or PublicationStatus.Diverged) problem ??= Of(result);
            }

            return problem;
        }
        catch (JournalException exception)
        {
            return new(QuarantineFault.Server, missing[^1].ToString(), $"{missing[^1]} is not written without a journal: {exception.Message}", "Make the journal's folder writable, or set XDG_STATE_HOME to one that is.");
        }
    }

    private static QuarantineProblem Of(PublicationResult result) =>
        new(QuarantineFault.Server, result.Resource.ToString(), $"{result.Resource}: {result.Message}", result.Error?.Advice is { Length: > 0 } advice ? advice : "Mend what the message names, or give another tier with -Tier.") { Error = result.Error };

    private async Task<(T? Resource, QuarantineProblem? Problem)> ReadAsync<T>(T wanted, CancellationToken cancellationToken)
        where T : Resource
    {
        var answer = await new ObjectWriter(kubectl).GetAsync(new(wanted.ApiVersion, wanted.Kind, null, wanted.Name), cancellationToken).ConfigureAwait(false);
        if (answer.Error is { } error) return (null, QuarantineProblem.Of(wanted.ToString(), error));
        if (answer.Object is null) return (null, null);
        return ResourceMapper.Read(new(0, answer.Object, [], HasComments: false), null).Resources is [T read]
            ? (read, null)
            : (null, new(QuarantineFault.PolicyDiffers, wanted.ToString(), $"{wanted} stands in the cluster and cannot be read.", "Look at it with kubectl, or give another tier with -Tier."));
    }

    private static bool SelectsTheSame(GlobalNetworkPolicy one, GlobalNetworkPolicy other) =>
        Selector.TryParse(one.Selector ?? string.Empty, out var left, out _) && Selector.TryParse(other.Selector ?? string.Empty, out var right, out _) && left == right
        && string.IsNullOrEmpty(one.NamespaceSelector) && string.IsNullOrEmpty(one.ServiceAccountSelector);
}
