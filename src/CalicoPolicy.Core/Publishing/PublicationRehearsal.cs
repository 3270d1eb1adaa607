using System.Runtime.CompilerServices;
using CalicoPolicy.Core.Cluster;

namespace CalicoPolicy.Core.Publishing;

/// <summary>Shows a plan as it would come out, and has the server judge each of its steps where that is asked for. Nothing changes.</summary>
/// <param name="mode"><see cref="DryRunMode.Client"/> or <see cref="DryRunMode.Server"/>.</param>
/// <param name="options">How it would be published.</param>
public sealed class PublicationRehearsal(DryRunMode mode, PublicationOptions options)
{
    /// <summary>What would become of each resource, in the order of the plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="cancellationToken">Ends every kubectl that runs.</param>
    /// <exception cref="KubectlException">There is no kubectl that can be used.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async IAsyncEnumerable<PublicationResult> RunAsync(PublicationPlan plan, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var steps = plan.Steps.Where(step => !step.IsBridge).ToList();
        var asked = plan.Error is not null ? []
            : steps.Where(step => step.Status is PublicationStatus.Created or PublicationStatus.Configured or PublicationStatus.Unchanged).Select(step => step.Item.Placed).ToList();
        var answers = new Dictionary<ObjectName, PublicationResult>();
        var rehearsal = new DryRunPublisher(plan.Kubectl, mode, options.ThrottleLimit, options.ForceConflict || options.TakeOwnership);
        await foreach (var answer in rehearsal.RunAsync(asked, cancellationToken).ConfigureAwait(false))
            answers[new(answer.Resource.ApiVersion, answer.Kind, answer.Namespace, answer.Name)] = answer;
        foreach (var step in steps) yield return Result(plan, step, answers.GetValueOrDefault(step.Item.ObjectName), await DeletionAsync(plan, step, cancellationToken).ConfigureAwait(false));
    }

    private async Task<ServerError?> DeletionAsync(PublicationPlan plan, PublicationStep step, CancellationToken cancellationToken)
    {
        if (mode != DryRunMode.Server || step.Status != PublicationStatus.Deleted) return null;
        return (await new ObjectWriter(plan.Kubectl).DeleteAsync(step.Item.ObjectName, null, null, isDryRun: true, cancellationToken).ConfigureAwait(false)).Error;
    }

    private PublicationResult Result(PublicationPlan plan, PublicationStep step, PublicationResult? answer, ServerError? refusal)
    {
        var planned = step.ToResult(plan.Cluster, mode);
        if (refusal is not null)
            return planned with { Status = refusal.IsRefusal ? PublicationStatus.Refused : PublicationStatus.Failed, Message = refusal.ToString(), Error = refusal };
        if (answer is null) return planned;
        if (answer.Status == PublicationStatus.Unchanged) return planned with { Warnings = answer.Warnings };

        // What the plan alone knows, such as fields of others that stay, is said beside the server's words.
        var message = step.Extras.Count > 0 ? $"{answer.Message} {step.Message}" : answer.Message;
        return answer with { Resource = step.Item.Resource, Message = message, Changes = step.Changes };
    }
}
