namespace CalicoPolicy.Core.Selectors;

/// <summary>Labels of which some may not be known.</summary>
public interface IPartialLabels : ILabels
{
    /// <summary>Whether nobody knows if a label that <see cref="ILabels.TryGet"/> does not find is there.</summary>
    bool IsUnknown(string key);
}
