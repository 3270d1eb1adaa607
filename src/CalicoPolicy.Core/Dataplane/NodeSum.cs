namespace CalicoPolicy.Core.Dataplane;

/// <summary>What a node has, and what each of its policies has of it.</summary>
/// <param name="Sum">All of it.</param>
/// <param name="Policies">The policies that are active there, staged ones too, and the rules of each one's chains.</param>
internal sealed record NodeSum(CostSum Sum, IReadOnlyDictionary<PolicyShape, long> Policies);
