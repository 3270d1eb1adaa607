using System.Diagnostics.CodeAnalysis;

namespace CalicoPolicy.Core.Selectors;

/// <summary>The labels that a selector looks at. Keys and values compare byte for byte. A struct is matched without boxing.</summary>
public interface ILabels
{
    /// <summary>The value of a label.</summary>
    /// <returns>Whether the label is there.</returns>
    bool TryGet(string key, [NotNullWhen(true)] out string? value);
}
