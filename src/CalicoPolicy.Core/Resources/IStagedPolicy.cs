namespace CalicoPolicy.Core.Resources;

/// <summary>A policy that is shown what it would do and does nothing.</summary>
public interface IStagedPolicy
{
    /// <summary>What is staged: <see cref="Resources.StagedAction.Set"/> where the document does not say.</summary>
    StagedAction StagedAction { get; }
}
