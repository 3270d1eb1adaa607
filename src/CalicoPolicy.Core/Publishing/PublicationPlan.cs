using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Publishing.Journal;
using CalicoPolicy.Core.Publishing.Ordering;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Publishing;

/// <summary>What a publication would do to one cluster, in order. Made before anything changes.</summary>
public sealed class PublicationPlan
{
    internal PublicationPlan(KubectlProcess kubectl, ClusterContext context, IReadOnlyList<PublicationStep> steps)
    {
        Kubectl = kubectl;
        Context = context;
        Steps = steps;
    }

    /// <summary>The cluster: the name of its context.</summary>
    public string Cluster => Context.Name;

    /// <summary>Why there is no plan: the cluster could not be read; null where there is one.</summary>
    public ServerError? Error { get; init; }

    /// <summary>Whether anything stands against it: then nothing at all is sent, and the refused resources say why.</summary>
    public bool IsRefused => Error is not null || Objections.Count > 0 || Steps.Any(step => step.Status is PublicationStatus.Refused or PublicationStatus.Failed);

    /// <summary>The publication that the journal has once the plan is carried out.</summary>
    public string? PublicationId => Draft?.Id;

    /// <summary>How many objects change.</summary>
    public int Changes => Steps.Count(step => step is { IsChange: true, IsBridge: false });

    /// <summary>What becomes of each resource, in the order of the plan.</summary>
    public IReadOnlyList<PublicationResult> Preview => [.. Steps.Where(step => !step.IsBridge).Select(step => step.ToResult(Cluster, DryRunMode.Client))];

    /// <summary>What stands against the plan as a whole.</summary>
    public IReadOnlyList<PlanObjection> Objections { get; init => field = ValueList.Of(value); } = ValueList<PlanObjection>.None;

    /// <summary>The stretches of the way in which traffic is cut, or let through, that neither the start nor the end treats so (decision 23).</summary>
    public IReadOnlyList<ChangeWindow> Windows { get; init => field = ValueList.Of(value); } = ValueList<ChangeWindow>.None;

    /// <summary>What is to be said about the plan as a whole, its windows among it.</summary>
    public IReadOnlyList<string> Warnings { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>The way to the cluster.</summary>
    internal KubectlProcess Kubectl { get; }

    /// <summary>The context.</summary>
    internal ClusterContext Context { get; }

    /// <summary>The steps, in order; those that change nothing too.</summary>
    internal IReadOnlyList<PublicationStep> Steps { get; }

    /// <summary>The publication as the journal would have it.</summary>
    internal Publication? Draft { get; init; }

    /// <summary>The plan with what the journal is to say of it.</summary>
    internal PublicationPlan With(Publication draft) => new(Kubectl, Context, Steps) { Error = Error, Warnings = Warnings, Windows = Windows, Objections = Objections, Draft = draft };

    /// <summary>A plan that could not be made: the first step tells why, the others were not looked at.</summary>
    internal static PublicationPlan Failed(KubectlProcess kubectl, string cluster, ServerError error, IEnumerable<PublicationStep> steps) =>
        new(
            kubectl,
            new(cluster, "default"),
            [
                .. steps.Select((step, index) => index == 0
                    ? step with { Status = PublicationStatus.Failed, Message = error.ToString(), Error = error }
                    : step with { Status = PublicationStatus.Skipped, Message = "Not looked at, for the reason that the first resource gives.", Error = null }),
            ])
        {
            Error = error,
        };
}
