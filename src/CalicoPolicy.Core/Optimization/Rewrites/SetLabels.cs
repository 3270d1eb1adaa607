using CalicoPolicy.Core.Optimization.Changes;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Optimization.Rewrites;

/// <summary>
/// The labels that rules see on a set that is made for a list: its own, and in a namespace also those of the namespace, of which only
/// the name is known.
/// </summary>
/// <param name="IsNamespaced">Whether the set is in a namespace.</param>
/// <param name="Namespace">The namespace; null: any.</param>
/// <param name="Value">The value of the set's own label; null: any.</param>
internal readonly record struct SetLabels(bool IsNamespaced, string? Namespace, string? Value) : IPartialLabels
{
    private const string NamespaceName = AutomaticLabels.NamespacePrefix + AutomaticLabels.Name;
    private const string NamespaceMetadataName = AutomaticLabels.NamespacePrefix + AutomaticLabels.MetadataName;

    /// <summary>The labels of a set.</summary>
    public static SetLabels Of(AddressSet set) => new(set.IsNamespaced, set.IsNamespaced ? set.Namespace ?? "default" : null, set.Labels[SetExtraction.Label]);

    /// <inheritdoc />
    public bool TryGet(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value)
    {
        value = key switch
        {
            SetExtraction.Label => Value,
            AutomaticLabels.Namespace or NamespaceName or NamespaceMetadataName => Namespace,
            _ => null,
        };
        return value is not null;
    }

    /// <inheritdoc />
    public bool IsUnknown(string key) => key == SetExtraction.Label
        || (IsNamespaced && (key == AutomaticLabels.Namespace || key.StartsWith(AutomaticLabels.NamespacePrefix, StringComparison.Ordinal)));
}
