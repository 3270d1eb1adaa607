using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Optimization.Redundancy;

/// <summary>
/// What follows from the engine's selectors for every cluster. Labels that Calico and Kubernetes set themselves are taken for what they
/// are: what is in a namespace inherits the namespace's name, and a policy's endpoint in one is a pod.
/// </summary>
/// <remarks>Each selector, and each pair that rules ask for, is worked out once.</remarks>
internal sealed class SelectorLogic(SelectorCache selectors)
{
    private const int MaxNamespaces = 8;

    private static readonly SelectorNode Anything = new AllNode();

    private readonly Dictionary<(string Text, bool IsEndpoint), SelectorNode> _full = [];
    private readonly Dictionary<(string Text, bool IsEndpoint), bool> _possible = [];
    private readonly Dictionary<(string Wanted, string Other), bool> _implied = [];

    /// <summary>The selector of a text; null for one that is none.</summary>
    public Selector? Parse(string text) => selectors.Read(text).Selector;

    /// <summary>A selector, and what Calico's own labels add to it.</summary>
    /// <param name="selector">The selector; null: anything.</param>
    /// <param name="isEndpoint">Whether it picks a policy's endpoints, and not what rules match: sets are among that.</param>
    public SelectorNode Full(Selector? selector, bool isEndpoint)
    {
        if (selector is null) return Anything;
        if (_full.TryGetValue((selector.Text, isEndpoint), out var known)) return known;
        List<SelectorNode> all = [selector.Root, .. Added(selector.Root, isEndpoint)];
        known = all.Count == 1 ? all[0] : new AndNode(all);
        _full.Add((selector.Text, isEndpoint), known);
        return known;
    }

    /// <summary>Whether all that one selector picks is picked by another. A positive answer is always right.</summary>
    public bool Implies(Selector? wanted, Selector? other, bool isEndpoint)
    {
        if (other is null || Equals(wanted, other)) return true;
        var key = (wanted?.Text ?? string.Empty, other.Text);

        // Which policies select the same is asked once of each pair, of very many.
        if (!isEndpoint && _implied.TryGetValue(key, out var known)) return known;
        known = !Satisfiability.CanHold((Full(wanted, isEndpoint), false), (other.Root, true));
        if (!isEndpoint) _implied.Add(key, known);
        return known;
    }

    /// <summary>Whether an endpoint may be picked by both. A negative answer is always right.</summary>
    public bool MayBothPick(Selector? one, Selector? two) =>
        one is null || two is null || Satisfiability.CanHold((Full(one, isEndpoint: true), false), (Full(two, isEndpoint: true), false));

    /// <summary>Whether some endpoint may be picked. A negative answer is always right.</summary>
    public bool MayPickEndpoints(Selector? selector) => selector is null || MayPick(selector, isEndpoint: true);

    /// <summary>Whether some labels may be picked by a selector and by none of others. A negative answer is always right.</summary>
    /// <param name="wanted">The selector; null: anything.</param>
    /// <param name="others">The others; null among them: anything.</param>
    /// <param name="isEndpoint">Whether they pick a policy's endpoints.</param>
    public bool CanHold(Selector? wanted, IReadOnlyList<Selector?> others, bool isEndpoint)
    {
        foreach (var other in others)
        {
            if (Implies(wanted, other, isEndpoint)) return false;
        }

        if (others.Count == 1 || (others.Count == 0 && wanted is null)) return true;
        if (others.Count == 0) return MayPick(wanted!, isEndpoint);
        (SelectorNode, bool)[] conditions = [(Full(wanted, isEndpoint), false), .. others.Select(other => (other!.Root, true))];
        return Satisfiability.CanHold(conditions);
    }

    private bool MayPick(Selector selector, bool isEndpoint)
    {
        if (_possible.TryGetValue((selector.Text, isEndpoint), out var known)) return known;
        known = Satisfiability.CanHold(Full(selector, isEndpoint), negated: false);
        _possible.Add((selector.Text, isEndpoint), known);
        return known;
    }

    /// <summary>The tests that hold of all that a selector picks, since Calico sets the labels.</summary>
    private static IEnumerable<SelectorNode> Added(SelectorNode root, bool isEndpoint)
    {
        if (!LabelRestrictions.Of(root).Labels.TryGetValue(AutomaticLabels.Namespace, out var restriction) || !restriction.MustBePresent) yield break;
        const string Name = AutomaticLabels.NamespacePrefix + AutomaticLabels.Name;
        const string MetadataName = AutomaticLabels.NamespacePrefix + AutomaticLabels.MetadataName;
        if (isEndpoint)
        {
            yield return new LabelValueNode(AutomaticLabels.Orchestrator, LabelOperator.Equal, "k8s");
            yield return new HasNode(AutomaticLabels.ServiceAccount);
        }

        if (restriction.LimitsValues && restriction.Values.Count is > 0 and <= MaxNamespaces)
        {
            List<SelectorNode> each = [.. restriction.Values.Select(Of)];
            yield return each.Count == 1 ? each[0] : new OrNode(each);
        }
        else
        {
            yield return new HasNode(Name);
            yield return new HasNode(MetadataName);
        }

        static SelectorNode Of(string ns) => new AndNode(
            new LabelValueNode(AutomaticLabels.Namespace, LabelOperator.Equal, ns),
            new LabelValueNode(Name, LabelOperator.Equal, ns),
            new LabelValueNode(MetadataName, LabelOperator.Equal, ns));
    }
}
