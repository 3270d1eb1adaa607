using CalicoPolicy.Core.Evaluation;

namespace CalicoPolicy.Core.Publishing.Guard;

/// <summary>What becomes of a lifeline after a publication.</summary>
/// <param name="Cause">What there is to say of it; null: nothing, it gets through as before.</param>
/// <param name="Before">What becomes of it today.</param>
/// <param name="After">What becomes of it then.</param>
/// <param name="Unknowns">What is not known then.</param>
/// <param name="FlowBefore">The flow as it is today, which the reason is taken from.</param>
/// <param name="FlowAfter">The flow then.</param>
internal sealed record GuardVerdict(LockoutCause? Cause, Verdict Before, Verdict After, Unknowns Unknowns, Flow FlowBefore, Flow FlowAfter);
