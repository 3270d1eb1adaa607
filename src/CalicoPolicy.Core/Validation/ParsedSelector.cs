using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Validation;

/// <summary>What became of a selector's text: the selector, or why it is none. One of both is null.</summary>
/// <param name="Selector">The selector.</param>
/// <param name="Error">Why the text is none.</param>
internal sealed record ParsedSelector(Selector? Selector, SelectorError? Error);
