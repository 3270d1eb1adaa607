using System.Management.Automation;
using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Parameters;

/// <summary>Checks a selector that came inside another argument.</summary>
internal static class SelectorArgument
{
    /// <exception cref="ArgumentTransformationMetadataException">The text is no selector; the message has a caret under the place.</exception>
    public static void Check(string? text, string name)
    {
        if (text is not null && !Selector.TryParse(text, out _, out var error))
            throw new ArgumentTransformationMetadataException($"{name}: {error}");
    }
}
