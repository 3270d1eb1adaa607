namespace CalicoPolicy.Core.Validation;

/// <summary>Domain names as Calico Enterprise takes them: exact, or with one <c>*</c> as a whole component that is not the last.</summary>
internal static class DomainName
{
    private const int Longest = 253;

    /// <summary>Why a text is no such name; null where it is one.</summary>
    public static string? Fault(string text)
    {
        if (text.Length is 0 or > Longest) return $"it has {text.Length} characters, and a name has 1 to {Longest}";
        var components = text.Split('.');
        var wildcards = 0;
        for (var index = 0; index < components.Length; index++)
        {
            var component = components[index];
            if (component == "*")
            {
                if (index == components.Length - 1) return "a wildcard cannot be the last component";
                if (++wildcards > 1) return "there can be one wildcard only";
            }
            else if (component.Contains('*', StringComparison.Ordinal))
            {
                return "a wildcard stands for whole components only";
            }
            else if (component.Length is 0 or > KubernetesNames.LongestLabel)
            {
                return component.Length == 0 ? "a component is empty" : $"a component is longer than {KubernetesNames.LongestLabel} characters";
            }
            else if (!component.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_') || component[0] == '-' || component[^1] == '-')
            {
                return $"'{component}' is no component of a name";
            }
        }

        return null;
    }
}
