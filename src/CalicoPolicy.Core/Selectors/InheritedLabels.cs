using System.Diagnostics.CodeAnalysis;

namespace CalicoPolicy.Core.Selectors;

/// <summary>
/// An endpoint's own labels, then those of its profiles in their order; the first that has the key wins
/// (Calico: felix/labelindex/named_port_index.go).
/// </summary>
/// <remarks>One lookup per layer.</remarks>
public sealed class InheritedLabels : ILabels
{
    private readonly IReadOnlyDictionary<string, string>[] _layers;

    /// <summary>Puts the layers over each other.</summary>
    /// <param name="own">The endpoint's own labels.</param>
    /// <param name="parents">The labels of each profile, in the endpoint's profile order.</param>
    public InheritedLabels(IReadOnlyDictionary<string, string> own, params IEnumerable<IReadOnlyDictionary<string, string>> parents)
    {
        ArgumentNullException.ThrowIfNull(own);
        ArgumentNullException.ThrowIfNull(parents);
        _layers = [own, .. parents];
    }

    /// <inheritdoc />
    public bool TryGet(string key, [NotNullWhen(true)] out string? value)
    {
        foreach (var layer in _layers)
        {
            if (layer.TryGetValue(key, out value))
                return true;
        }

        value = null;
        return false;
    }
}
