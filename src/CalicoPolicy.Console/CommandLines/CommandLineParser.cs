namespace CalicoPolicy.ConsoleHost.CommandLines;

/// <summary>
/// Reads the words of the command line: options of the host come first; the script, the command or <c>-</c> ends them,
/// and all that follows belongs to it.
/// </summary>
internal static class CommandLineParser
{
    // Longest and shortest accepted spelling, as pwsh has them.
    private static readonly (string Name, string Shortest)[] Options =
    [
        ("command", "c"), ("file", "f"), ("help", "h"), ("version", "v"),
        ("nologo", "nol"), ("noprofile", "nop"), ("noninteractive", "noni"),
    ];

    /// <summary>Parses; never throws. A wrong command line comes back as <see cref="LaunchAction.Refuse"/>.</summary>
    public static CommandLine Parse(IReadOnlyList<string> words)
    {
        if (words.Count == 0)
        {
            return new CommandLine(LaunchAction.ShowHelp, string.Empty, [], IsEmpty: true);
        }

        var nonInteractive = false;
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            var rest = words.Skip(i + 1).ToArray();
            if (word is "-" || word.Length == 0 || word[0] != '-')
            {
                return Script(word, rest, nonInteractive);
            }

            switch (OptionOf(word))
            {
                case "nologo" or "noprofile":
                    break;
                case "noninteractive":
                    nonInteractive = true;
                    break;
                case "help":
                    return new CommandLine(LaunchAction.ShowHelp, string.Empty, []);
                case "version":
                    return new CommandLine(LaunchAction.ShowVersion, string.Empty, []);
                case "file":
                    return rest.Length == 0
                        ? Refusal($"{word} needs the path of a script, or - for standard input.")
                        : Script(rest[0], rest[1..], nonInteractive);
                case "command":
                    return Command(word, rest, nonInteractive);
                default:
                    return Refusal($"unknown option '{word}'. Options of a script come after its path.");
            }
        }

        return Refusal("no script and no command was given.");
    }

    private static CommandLine Script(string path, string[] rest, bool nonInteractive)
    {
        var action = path == "-" ? LaunchAction.RunStandardInput : LaunchAction.RunFile;
        return path.Length == 0
            ? Refusal("the path of the script is empty.")
            : new CommandLine(action, path, ScriptArgumentParser.Parse(rest), nonInteractive);
    }

    private static CommandLine Command(string word, string[] rest, bool nonInteractive) => rest switch
    {
        [] => Refusal($"{word} needs a command."),
        ["-"] => new CommandLine(LaunchAction.RunStandardInput, "-", [], nonInteractive),
        _ => new CommandLine(LaunchAction.RunCommand, string.Join(' ', rest), [], nonInteractive),
    };

    private static CommandLine Refusal(string reason) => new(LaunchAction.Refuse, reason, []);

    private static string? OptionOf(string word)
    {
        var name = (word.StartsWith("--", StringComparison.Ordinal) ? word[2..] : word[1..]).ToLowerInvariant();
        if (name == "?")
        {
            return "help";
        }

        foreach (var option in Options)
        {
            if (name.StartsWith(option.Shortest, StringComparison.Ordinal) && option.Name.StartsWith(name, StringComparison.Ordinal))
            {
                return option.Name;
            }
        }

        return null;
    }
}
