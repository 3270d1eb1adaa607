namespace CalicoPolicy.Core.Tests.Evaluation.Reference;

/// <summary>A tier: whether it ends in Pass, and its policies in their order.</summary>
internal sealed record PlainTier(string Name, bool Passes, IReadOnlyList<PlainPolicy> Policies);
