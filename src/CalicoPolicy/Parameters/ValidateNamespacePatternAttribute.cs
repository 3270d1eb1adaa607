using System.Management.Automation;
using CalicoPolicy.Core.Authoring;

namespace CalicoPolicy.Parameters;

/// <summary>Refuses what can be no name of a namespace, with or without a star at its start or end.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class ValidateNamespacePatternAttribute : ValidateEnumeratedArgumentsAttribute
{
    /// <inheritdoc />
    protected override void ValidateElement(object element)
    {
        var text = LabelArgument.ToText(element);
        if (!NamespacePattern.TryParse(text, out _))
            throw new ValidationMetadataException($"'{text}' is no namespace. Write a name, or a part of it with a star: 'team-a', 'team-*'.");
    }
}
