using System.Management.Automation;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Parameters;

/// <summary>Refuses what is no address, IPv4 or IPv6.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class ValidateAddressAttribute : ValidateEnumeratedArgumentsAttribute
{
    /// <inheritdoc />
    protected override void ValidateElement(object element)
    {
        var text = LabelArgument.ToText(element);
        if (!Cidr.TryParse(text, out var block) || !block.IsAddress)
            throw new ValidationMetadataException($"'{text}' is no address. Write one such as 10.96.0.10 or fd00::a.");
    }
}
