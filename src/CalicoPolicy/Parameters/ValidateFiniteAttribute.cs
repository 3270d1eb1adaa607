using System.Management.Automation;

namespace CalicoPolicy.Parameters;

/// <summary>Refuses infinity and what is no number, which neither YAML nor JSON of a cluster can hold.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ValidateFiniteAttribute : ValidateArgumentsAttribute
{
    /// <inheritdoc />
    protected override void Validate(object? arguments, EngineIntrinsics engineIntrinsics)
    {
        if (arguments is double number && !double.IsFinite(number))
            throw new ValidationMetadataException($"{number} is no order. Give a number.");
    }
}
