namespace CalicoPolicy.ConsoleHost.CommandLines;

/// <summary>A parsed command line.</summary>
/// <param name="Action">What to do.</param>
/// <param name="Text">The script file, the command, or the reason of a refusal; else empty.</param>
/// <param name="Arguments">What the script gets, in order.</param>
/// <param name="NonInteractive">Whether every question is an error.</param>
/// <param name="IsEmpty">Whether no argument was given at all.</param>
internal sealed record CommandLine(
    LaunchAction Action,
    string Text,
    IReadOnlyList<ScriptArgument> Arguments,
    bool NonInteractive = false,
    bool IsEmpty = false);
