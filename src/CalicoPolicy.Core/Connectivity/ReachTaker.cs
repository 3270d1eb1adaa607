using CalicoPolicy.Core.Evaluation;

namespace CalicoPolicy.Core.Connectivity;

/// <summary>What decides, or may decide, some traffic: a rule, or the end of a tier.</summary>
/// <param name="End">The tier whose end it is; null: a rule.</param>
/// <param name="Policy">The rule's policy.</param>
/// <param name="Rule">The rule.</param>
internal readonly record struct ReachTaker(CompiledTier? End, CompiledPolicy? Policy, CompiledRule? Rule);
