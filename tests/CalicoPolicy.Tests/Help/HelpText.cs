using System.Text.RegularExpressions;

namespace CalicoPolicy.Tests.Help;

/// <summary>Texts of help, compared without regard to where lines break.</summary>
internal static partial class HelpText
{
    public static string Normalised(string text) => Space().Replace(text, " ").Trim();

    // PlatyPS puts U+0080 where it wants an empty line.
    [GeneratedRegex(@"[\s\u0080]+", RegexOptions.CultureInvariant)]
    private static partial Regex Space();
}
