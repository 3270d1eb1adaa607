using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Conversion;

/// <summary>A field of a Kubernetes policy that Calico cannot convert as it is meant.</summary>
/// <param name="Path">The field, from the root of the Kubernetes policy.</param>
/// <param name="Effect">What Calico makes of it.</param>
/// <param name="Message">What is wrong, and what comes of it.</param>
/// <param name="Recommendation">What to change.</param>
public sealed record ConversionProblem(FieldPath Path, ConversionEffect Effect, string Message, string Recommendation)
{
    /// <inheritdoc />
    public override string ToString() => $"{Path}: {Message}";
}
