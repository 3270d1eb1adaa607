using System.Management.Automation;
using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Parameters;

/// <summary>Refuses text that is no selector, with a caret under the place.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class ValidateSelectorAttribute : ValidateArgumentsAttribute
{
    /// <inheritdoc />
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        if (arguments is string text && !Selector.TryParse(text, out _, out var error))
            throw new ValidationMetadataException(error.ToString());
    }
}
