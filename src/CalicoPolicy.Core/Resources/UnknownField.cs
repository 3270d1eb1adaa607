namespace CalicoPolicy.Core.Resources;

/// <summary>A field that the model does not know: newer than this version, of another product, or misspelled.</summary>
/// <param name="Name">The field's name.</param>
/// <param name="Value">Its value.</param>
public sealed record UnknownField(string Name, RawValue Value);
