namespace CalicoPolicy.Core.Tests.Evaluation.Reference;

/// <summary>What the engine does not follow yet, so that random flows leave it out. Turned on one by one as it learns.</summary>
internal static class NotYet
{
    /// <summary>Traffic of pods through their nodes' host endpoints: applyOnForward, preDNAT and untracked policies on the way.</summary>
    public static bool IncludesForwardedTraffic => false;
}
