namespace CalicoPolicy.Core.Authoring.Completion;

/// <summary>A way to go on with a selector.</summary>
/// <param name="Text">The whole selector with what is added.</param>
/// <param name="Word">What is added, for a list.</param>
public readonly record struct SelectorSuggestion(string Text, string Word);
