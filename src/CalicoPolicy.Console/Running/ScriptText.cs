using System.Globalization;
using System.Management.Automation.Language;

namespace CalicoPolicy.ConsoleHost.Running;

/// <summary>The text that the engine runs for <c>-Command</c>.</summary>
internal static class ScriptText
{
    /// <summary>
    /// The command, followed by a statement that hands its outcome to the host: only there, right after the user's last
    /// statement, is <c>$?</c> known; the engine resets it at the end of a pipeline.
    /// </summary>
    public static string CommandOf(string text)
    {
        var syntax = Parser.ParseInput(text, out _, out var errors);

        // Nothing can follow named blocks (begin, process, end); and errors are reported for the user's own text.
        return errors.Length == 0 && syntax is { BeginBlock: null, ProcessBlock: null, CleanBlock: null, EndBlock.Unnamed: true }
            ? string.Create(CultureInfo.InvariantCulture, $"{text}\nif (-not $?) {{ $Host.SetShouldExit({ExitCodes.Failure}) }}")
            : text;
    }
}
