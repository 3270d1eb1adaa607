using CalicoPolicy.Core.Conversion;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Optimization.Redundancy;

/// <summary>A policy of the input, as Calico has it, with its place among the others.</summary>
internal sealed class SequencedPolicy
{
    private readonly RuleBoxes _boxes;
    private readonly SequencedRule[]?[] _rules = new SequencedRule[]?[2];
    private readonly ConvertedPolicy _converted;

    /// <summary>Reads a policy.</summary>
    /// <param name="converted">The policy.</param>
    /// <param name="isAlone">Whether no other object has its name, and no staged one stands for a change of it.</param>
    /// <param name="logic">Reads its selectors.</param>
    /// <param name="boxes">Reads its rules.</param>
    public SequencedPolicy(ConvertedPolicy converted, bool isAlone, SelectorLogic logic, RuleBoxes boxes)
    {
        (_converted, _boxes) = (converted, boxes);
        var text = PolicyCompiler.SelectorOf(Policy);
        Selector = text.Length == 0 ? null : logic.Parse(text);
        IsParsed = text.Length == 0 || Selector is not null;
        Facts = new(Selector, logic);
        Key = TierCompiler.KeyOf(Source, Policy, PolicyView.Enforced);
        Order = Policy.Order ?? double.PositiveInfinity;
        IsSure = isAlone && IsParsed && Source is not IStagedPolicy && !double.IsNaN(Order) && converted.Problems.Count == 0
            && Source.UnknownFields.Count == 0 && Source.UnknownSpecFields.Count == 0 && HasSelectors(Policy, logic);
        Hooks = Policy switch
        {
            GlobalPolicy { DoNotTrack: true } => 1,
            GlobalPolicy { PreDnat: true } => 2,
            GlobalPolicy { ApplyOnForward: true } => 4 | 8,
            _ => 4,
        };
    }

    /// <summary>As it was written.</summary>
    public Resource Source => _converted.Original;

    /// <summary>As Calico has it.</summary>
    public TieredPolicy Policy => _converted.Policy!;

    /// <summary>The endpoints that it selects, as the engine has it; null: all.</summary>
    public Selector? Selector { get; }

    /// <summary>What a look at its selector says.</summary>
    public SelectionFacts Facts { get; }

    /// <summary>Whether its selector is one; the engine takes it for missing where not.</summary>
    public bool IsParsed { get; }

    /// <summary>Its order in the tier; infinite: last.</summary>
    public double Order { get; }

    /// <summary>By what policies of the same order are sorted.</summary>
    public string Key { get; }

    /// <summary>Its place in its tier.</summary>
    public int Place { get; set; }

    /// <summary>Whether it is in force, will stay so, and all that it says is known.</summary>
    public bool IsSure { get; }

    /// <summary>Where it is evaluated, a bit for each <see cref="PolicyHook"/>.</summary>
    public int Hooks { get; }

    /// <summary>Whether nothing comes after the last policy of a tier at its hook: the tier has no end there.</summary>
    public bool IsWithoutEnd => Hooks < 4;

    /// <summary>The namespace of its rules; empty for a global policy.</summary>
    public string Namespace => Policy.IsNamespaced ? Policy.Namespace ?? "default" : string.Empty;

    /// <summary>Whether it governs a direction: one that Calico made of Kubernetes' without any governs both (felix/calc/policy_sorter.go).</summary>
    public bool Governs(PolicyType direction) =>
        Policy.Types.Contains(direction) || (!ReferenceEquals(Source, Policy) && Policy.DeclaredTypes.Count == 0);

    /// <summary>The rules of a direction. O(size of the rules) the first time.</summary>
    public SequencedRule[] RulesOf(PolicyType direction) => _rules[direction == PolicyType.Ingress ? 0 : 1] ??= MakeRules(direction);

    /// <summary>Whether it passes anything on in a direction.</summary>
    public bool Passes(PolicyType direction) => Policy.RulesOf(direction).Any(rule => rule.Action == PolicyAction.Pass);

    private SequencedRule[] MakeRules(PolicyType direction)
    {
        var paths = _converted.PathsOf(direction);
        return
        [
            .. RulePlace.Of(Policy, direction).Select(place => new SequencedRule(
                this, place, paths.Count > place.Index ? paths[place.Index] : place.Path, _boxes.Of(place.Rule, Namespace, direction == PolicyType.Egress))),
        ];
    }

    // Of a text that is none Calico makes another selector than the rest of them says.
    private static bool HasSelectors(TieredPolicy policy, SelectorLogic logic) => ((string?[])
        [policy.Selector, policy.ServiceAccountSelector, (policy as GlobalPolicy)?.NamespaceSelector]).All(text => string.IsNullOrEmpty(text) || logic.Parse(text) is not null);
}
