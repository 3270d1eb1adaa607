using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Conversion;

/// <summary>A policy of Kubernetes, as Calico has it.</summary>
public sealed record ConvertedPolicy
{
    /// <summary>The policy of Kubernetes, by whose kind Calico goes on to call the policy.</summary>
    public required Resource Original { get; init; }

    /// <summary>
    /// The policy as Calico evaluates it; null where Calico ignores it. Where it declares no types it governs both directions,
    /// since no defaulting of Calico's API comes between (felix/calc/policy_sorter.go).
    /// </summary>
    public TieredPolicy? Policy { get; init; }

    /// <summary>What Calico could not convert as it is meant, in the order of the fields.</summary>
    public IReadOnlyList<ConversionProblem> Problems { get; init => field = ValueList.Of(value); } = ValueList<ConversionProblem>.None;

    /// <summary>For each ingress rule of <see cref="Policy"/> the peer or rule of <see cref="Original"/> that it comes from.</summary>
    public IReadOnlyList<FieldPath> IngressPaths { get; init => field = ValueList.Of(value); } = ValueList<FieldPath>.None;

    /// <summary>The same for each egress rule.</summary>
    public IReadOnlyList<FieldPath> EgressPaths { get; init => field = ValueList.Of(value); } = ValueList<FieldPath>.None;

    /// <summary>The peers or rules that the rules of a direction come from.</summary>
    public IReadOnlyList<FieldPath> PathsOf(PolicyType direction) => direction == PolicyType.Ingress ? IngressPaths : EgressPaths;
}
