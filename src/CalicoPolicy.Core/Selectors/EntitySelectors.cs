namespace CalicoPolicy.Core.Selectors;

/// <summary>What Calico's engine matches one side of a rule with.</summary>
/// <param name="Positive">The side's labels must match this; empty for no criterion, so that any address passes.</param>
/// <param name="Negated">
/// The side must be no known endpoint or set that matches this; unknown addresses pass. Empty for no criterion.
/// </param>
public readonly record struct EntitySelectors(string Positive, string Negated);
