using System.Runtime.CompilerServices;
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

    /// <summary>Of more selectors than this together nothing is proven.</summary>
    private const int MaxTogether = 64;

    // Of each text there is one selector, so that it need not be compared.
    private readonly Dictionary<Selector, (SelectorNode? OfEndpoints, SelectorNode? OfAnything)> _full = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Selector, bool> _possible = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<SelectorPair, bool> _implied = [];
    private readonly Dictionary<SelectorPair, bool> _joint = [];

    /// <summary>The selector of a text; null for one that is none.</summary>
    public Selector? Parse(string text) => selectors.Read(text).Selector;

    /// <summary>A selector, and what Calico's own labels add to it.</summary>
    /// <param name="selector">The selector; null: anything.</param>
    /// <param name="isEndpoint">Whether it picks a policy's endpoints, and not what rules match: sets are among that.</param>
    public SelectorNode Full(Selector? selector, bool isEndpoint)
    {
        if (selector is null) return Anything;
        var known = _full.GetValueOrDefault(selector);
        if ((isEndpoint ? known.OfEndpoints : known.OfAnything) is { } made) return made;
        List<SelectorNode> all = [selector.Root, .. Added(selector.Root, isEndpoint)];
        made = all.Count == 1 ? all[0] : new AndNode(all);
        _full[selector] = isEndpoint ? (made, known.OfAnything) : (known.OfEndpoints, made);
        return made;
    }

    /// <summary>Whether all that one selector picks is picked by another. A positive answer is always right.</summary>
    public bool Implies(Selector? wanted, Selector? other, bool isEndpoint)
    {
        if (other is null || ReferenceEquals(wanted, other)) return true;

        // Which policies select the same is asked once of each pair, of very many.
        if (isEndpoint || wanted is null) return !Satisfiability.CanHold((Full(wanted, isEndpoint), false), (other.Root, true));
        if (_implied.TryGetValue(new(wanted, other), out var known)) return known;
        known = !Satisfiability.CanHold((Full(wanted, isEndpoint), false), (other.Root, true));
        _implied.Add(new(wanted, other), known);
        return known;
    }

    /// <summary>Whether some endpoint may be picked. A negative answer is always right.</summary>
    public bool MayPickEndpoints(Selector? selector) => selector is null || Satisfiability.CanHold(Full(selector, isEndpoint: true), negated: false);

    /// <summary>Whether something may be picked by a selector and by none of others. A negative answer is always right.</summary>
    /// <param name="wanted">The selector; null: anything.</param>
    /// <param name="others">The others; null among them: anything.</param>
    public bool CanHold(Selector? wanted, IReadOnlyList<Selector?> others)
    {
        if (wanted is not null && !MayPick(wanted)) return false;
        var near = new List<Selector>();
        foreach (var other in others)
        {
            if (Implies(wanted, other, isEndpoint: false)) return false;
            if (MayBothHold(wanted, other!)) near.Add(other!);
        }

        if (near.Count is < 2 or > MaxTogether) return true;
        (SelectorNode, bool)[] conditions = [(Full(wanted, isEndpoint: false), false), .. near.Select(other => (other.Root, true))];
        return Satisfiability.CanHold(conditions);
    }

    private bool MayPick(Selector selector)
    {
        if (_possible.TryGetValue(selector, out var known)) return known;
        known = Satisfiability.CanHold(Full(selector, isEndpoint: false), negated: false);
        _possible.Add(selector, known);
        return known;
    }

    private bool MayBothHold(Selector? one, Selector two)
    {
        if (one is null) return true;
        if (_joint.TryGetValue(new(one, two), out var known)) return known;
        known = Satisfiability.CanHold((Full(one, isEndpoint: false), false), (Full(two, isEndpoint: false), false));
        _joint.Add(new(one, two), known);
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

    /// <summary>Two selectors, by reference.</summary>
    private readonly record struct SelectorPair(Selector One, Selector Two)
    {
        public bool Equals(SelectorPair other) => ReferenceEquals(One, other.One) && ReferenceEquals(Two, other.Two);

        public override int GetHashCode() => HashCode.Combine(RuntimeHelpers.GetHashCode(One), RuntimeHelpers.GetHashCode(Two));
    }
}
