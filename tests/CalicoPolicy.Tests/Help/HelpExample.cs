using System.Text.RegularExpressions;

namespace CalicoPolicy.Tests.Help;

/// <summary>An example of a page of docs/cmdlets.</summary>
internal sealed partial record HelpExample(string Title, string Body)
{
    /// <summary>The words in the title of an example that is parsed only.</summary>
    public const string ClusterMark = "(needs a cluster)";

    public bool NeedsCluster => Title.EndsWith(ClusterMark, StringComparison.Ordinal);

    /// <summary>The command, without its fence.</summary>
    public string Code => Fence("powershell") ?? string.Empty;

    /// <summary>What the page says that the command prints; null where it does not say.</summary>
    public string? Output => Fence("Output");

    /// <summary>Command, output and text without the fences.</summary>
    public string Plain => string.Join('\n', Body.Split('\n').Where(line => !line.StartsWith("```", StringComparison.Ordinal)));

    private string? Fence(string language) =>
        Fences().Matches(Body).FirstOrDefault(match => match.Groups["language"].Value == language)?.Groups["text"].Value;

    [GeneratedRegex(@"^```(?<language>\w+)\n(?<text>.*?)\n```$", RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fences();
}
