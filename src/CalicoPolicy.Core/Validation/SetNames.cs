using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Validation;

/// <summary>The names of the network sets of an input.</summary>
internal sealed class SetNames
{
    private readonly HashSet<string> _names;

    private SetNames(RuleContext context) =>
        _names = [.. context.Resources.OfType<AddressSet>().Select(set => set.Name)];

    /// <summary>The names of a run's input.</summary>
    public static SetNames Of(RuleContext context) => context.Shared(static made => new SetNames(made));

    /// <summary>Whether a test asks for the name of one of the sets.</summary>
    public bool AreAsked(LabelNode test) => test switch
    {
        LabelValueNode { Operator: LabelOperator.Equal } one => _names.Contains(one.Value),
        LabelSetNode { Operator: LabelOperator.In } set => set.Values.Any(_names.Contains),
        _ => false,
    };
}
