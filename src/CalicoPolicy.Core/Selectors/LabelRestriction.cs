namespace CalicoPolicy.Core.Selectors;

/// <summary>What a label must be like for a selector to be true; what follows from the selector's text, not all that is true.</summary>
public sealed class LabelRestriction
{
    internal LabelRestriction(bool mustBePresent, bool mustBeAbsent, IReadOnlyCollection<string>? values)
    {
        MustBePresent = mustBePresent;
        MustBeAbsent = mustBeAbsent;
        LimitsValues = values is not null;
        Values = values is null ? [] : Utf8Order.SortDistinct([.. values]);
    }

    /// <summary>Nothing without the label is selected.</summary>
    public bool MustBePresent { get; }

    /// <summary>Nothing with the label is selected.</summary>
    public bool MustBeAbsent { get; }

    /// <summary>Whether the value must be one of <see cref="Values"/>.</summary>
    public bool LimitsValues { get; }

    /// <summary>
    /// The values allowed, in the order of their UTF-8 bytes. Empty while <see cref="LimitsValues"/> is true: no value will do.
    /// Empty while it is false: any will.
    /// </summary>
    public IReadOnlyList<string> Values { get; }

    /// <summary>Whether any label, or its absence, can meet the restriction.</summary>
    public bool CanBeMet => !(MustBePresent && MustBeAbsent) && !(LimitsValues && Values.Count == 0);
}
