namespace CalicoPolicy.Core.Evaluation;

/// <summary>A rule of a program.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Policy">The place of its policy in its tier.</param>
internal readonly record struct ProgramRule(CompiledRule Rule, int Policy);
