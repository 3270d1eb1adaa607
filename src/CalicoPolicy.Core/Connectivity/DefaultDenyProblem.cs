namespace CalicoPolicy.Core.Connectivity;

/// <summary>Why no default deny is made for a snapshot.</summary>
/// <param name="Code">What it is.</param>
/// <param name="Message">What is wrong, and what is there.</param>
/// <param name="Advice">What to do.</param>
public sealed record DefaultDenyProblem(DefaultDenyProblemCode Code, string Message, string Advice);
