using System.Text.RegularExpressions;

namespace CalicoPolicy.ConsoleHost.CommandLines;

/// <summary>Splits the words after a script into parameters and values, as <c>pwsh -File</c> does.</summary>
internal static partial class ScriptArgumentParser
{
    private const string EndOfParameters = "--";

    /// <summary>Parses the words after the script.</summary>
    /// <param name="words">The words as the shell handed them over; spaces inside a word stay.</param>
    public static IReadOnlyList<ScriptArgument> Parse(ReadOnlySpan<string> words)
    {
        var arguments = new List<ScriptArgument>(words.Length);
        var onlyValues = false;
        for (var i = 0; i < words.Length; i++)
        {
            var word = words[i];
            if (!onlyValues && word == EndOfParameters)
            {
                onlyValues = true;
            }
            else if (onlyValues || Parameter().Match(word) is not { Success: true } parameter)
            {
                arguments.Add(new ScriptArgument(null, word));
            }
            else if (!parameter.Groups["value"].Success)
            {
                arguments.Add(new ScriptArgument(word, null));
            }
            else
            {
                // "-Name: value" is two words to the shell and one parameter to PowerShell.
                var value = parameter.Groups["value"].Value;
                value = value.Length > 0 || i + 1 == words.Length ? value : words[++i];
                arguments.Add(new ScriptArgument(parameter.Groups["name"].Value, Literal(value)));
            }
        }

        return arguments;
    }

    // A dash before a digit is a negative number, before nothing it is a plain dash: values both.
    [GeneratedRegex(@"\A(?<name>-[\p{L}_?][\p{L}\p{Nd}_?-]*)(:(?<value>.*))?\z", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Parameter();

    // The shell cannot hand over a Boolean, and a switch does not accept a string.
    private static object Literal(string value) => value.ToUpperInvariant() switch
    {
        "$TRUE" or "TRUE" => true,
        "$FALSE" or "FALSE" => false,
        _ => value,
    };
}
