namespace CalicoPolicy.Core.Quarantine;

/// <summary>The annotations that a quarantine writes (decision 28), on pods and on its policies.</summary>
internal static class QuarantineMarks
{
    public const string Until = "calicopolicy.io/quarantine-until";
    public const string Reason = "calicopolicy.io/quarantine-reason";
    public const string By = "calicopolicy.io/quarantine-by";
    public const string At = "calicopolicy.io/quarantine-at";

    /// <summary>On a pod: the key of its label, so that a release finds it whatever key was asked for.</summary>
    public const string Label = "calicopolicy.io/quarantine-label";

    /// <summary>On a pod: the value that the label had before.</summary>
    public const string FormerLabel = "calicopolicy.io/quarantine-former-label";

    /// <summary>On a pod: its own uid, which a pod of the same name that takes its place does not have.</summary>
    public const string Uid = "calicopolicy.io/quarantine-uid";

    /// <summary>All that stand on pods.</summary>
    public static IReadOnlyList<string> OfPods { get; } = [Until, Reason, By, At, Label, FormerLabel, Uid];
}
