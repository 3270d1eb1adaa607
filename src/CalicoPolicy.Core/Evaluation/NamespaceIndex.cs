using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>
/// Finds what a selector may pick that asks for namespaces by name, as those of all policies of a namespace do: what is in these, and what
/// is in none, which may carry any label.
/// </summary>
internal sealed class NamespaceIndex
{
    private readonly Dictionary<string, List<int>> _byNamespace = new(StringComparer.Ordinal);
    private readonly List<int> _free = [];
    private readonly int _count;

    /// <summary>Makes the index.</summary>
    /// <param name="labels">The labels of what is numbered, in its order.</param>
    public NamespaceIndex(IEnumerable<EndpointLabels> labels)
    {
        foreach (var one in labels)
        {
            var number = _count++;
            if (one is not { Namespace: { } ns, MayHaveMore: false })
            {
                _free.Add(number);
                continue;
            }

            if (!_byNamespace.TryGetValue(ns, out var inside)) _byNamespace.Add(ns, inside = []);
            inside.Add(number);
        }
    }

    /// <summary>The namespaces outside of which a selector picks nothing that is in one; null: it asks for none.</summary>
    public static IReadOnlyCollection<string>? NamespacesOf(Selector selector) =>
        LabelRestrictions.Of(selector.Root).Labels.GetValueOrDefault(AutomaticLabels.Namespace) is { LimitsValues: true } restriction ? restriction.Values : null;

    /// <summary>The numbers of what a selector is to be tried on.</summary>
    /// <param name="namespaces">What <see cref="NamespacesOf"/> says of it.</param>
    public IEnumerable<int> Of(IReadOnlyCollection<string>? namespaces) => namespaces is null
        ? Enumerable.Range(0, _count)
        : _free.Concat(namespaces.SelectMany(ns => _byNamespace.GetValueOrDefault(ns) ?? []));
}
