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
/// who may examine is changed, where that was said, else those of before stay, with a warning; and a policy that no longer denies both
/// ways is made whole.
/// </summary>
/// <param name="kubectl">The way to the cluster.</param>
/// <param name="options">The tier, policy and label, and whether they say all who may examine.</param>
/// <param name="publication">How what is missing is published: with a journal, so that it can be undone, past the guard of lifelines.</param>
internal sealed class QuarantineFooting(KubectlProcess kubectl, QuarantineOptions options, PublicationOptions publication)
{
    /// <summary>What is missing for a policy, the tier first, and what to warn of; or what stands against it. Asks for the two by name, which needs no right to list.</summary>
    /// <param name="policy">The policy that is wanted.</param>
    /// <param name="cancellationToken">Ends kubectl.</param>
    public async Task<(IReadOnlyList<Resource> Missing, string? Warning, QuarantineProblem? Problem)> FindAsync(GlobalNetworkPolicy policy, CancellationToken cancellationToken)
    {
        var tier = options.Template.ToResources().OfType<Tier>().Single();
        var (standingTier, problem) = await ReadAsync(tier, cancellationToken).ConfigureAwait(false);
        if (problem is not null) return ([], null, problem);
        var (standing, unread) = await ReadAsync(policy, cancellationToken).ConfigureAwait(false);
        if (unread is not null) return ([], null, unread);
        List<Resource> missing = standingTier is null ? [tier] : [];
        if (standing is null)
        {
            missing.Add(policy);
            return (missing, null, null);
        }

        if (!SelectsTheSame(standing, policy) || standing.Tier != policy.Tier)
        {
            return ([], null, new(
                QuarantineFault.PolicyDiffers,
                standing.ToString(),
                $"{standing} stands in tier {standing.Tier} and selects {standing.Selector ?? "all()"}, not {policy.Selector}: changing it would release what it isolates.",
                "Give the label that it selects with -Label, or another tier with -Tier."));
        }

        var isSaid = options.SetsExceptions || options.Template.AllowFrom.Count > 0;
        var others = QuarantineTemplate.ExceptionsOf(standing);
        var isWhole = QuarantineTemplate.Isolates(standing);
        var changes = isSaid && (options.Template.AllowFrom.Count > 0 ? !standing.Ingress.SequenceEqual(policy.Ingress) : others.Count > 0);
        if (!isWhole || changes) missing.Add(policy);
        return (missing, !isWhole || isSaid || others.Count == 0 ? null : Warning(standing, others), null);
    }

    private static string Warning(GlobalNetworkPolicy standing, IReadOnlyList<PolicyPeer> others) =>
        $"{standing} lets in {string.Join("; ", others)}, as an earlier -AllowFrom said, and does so to these pods too. -AllowFrom @() lets in nobody, to all that it isolates.";

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
