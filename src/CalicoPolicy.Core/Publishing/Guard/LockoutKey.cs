using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Publishing.Guard;

/// <summary>What flows have in common that are lost together.</summary>
internal sealed record LockoutKey(
    string Family,
    string Peer,
    bool HitsDestination,
    bool HitsPods,
    LockoutCause Cause,
    Verdict Before,
    Verdict After,
    Unknowns Unknowns,
    string? Tier,
    Resource? Policy,
    string? Rule,
    bool IsAllowed);
