namespace CalicoPolicy.Core.Selectors;

/// <summary>A label test and whether it stands under an odd number of negations.</summary>
/// <param name="Test">The test: label, operator, values, place.</param>
/// <param name="IsNegated">Whether the selector asks for its opposite.</param>
public readonly record struct LabelUse(LabelNode Test, bool IsNegated)
{
    /// <summary>Whether a label with this value gives what the selector asks for.</summary>
    internal bool Holds(string value) => SelectorEvaluation.Holds(Test, value) != IsNegated;

    /// <summary>Whether the missing label gives what the selector asks for.</summary>
    internal bool HoldsWithoutLabel() => SelectorEvaluation.HoldsWithoutLabel(Test.Operator) != IsNegated;
}
