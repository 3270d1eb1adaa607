using System.Diagnostics.CodeAnalysis;

namespace CalicoPolicy.Core.Selectors;

/// <summary>Labels in a dictionary, which must compare its keys ordinally.</summary>
/// <param name="labels">Key to value.</param>
public readonly struct DictionaryLabels(IReadOnlyDictionary<string, string> labels) : ILabels
{
    /// <inheritdoc />
    public bool TryGet(string key, [NotNullWhen(true)] out string? value) => labels.TryGetValue(key, out value);
}
