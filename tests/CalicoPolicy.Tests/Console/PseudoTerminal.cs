namespace CalicoPolicy.Tests.Console;

/// <summary>Runs shell commands on a pseudo-terminal, by the program "script" of util-linux.</summary>
internal static class PseudoTerminal
{
    private const string Script = "/usr/bin/script";

    public static bool IsAvailable => File.Exists(Script);

    /// <summary>Runs the shell text; $C is calico-policy. What comes back is all that the screen got.</summary>
    public static async Task<string> Run(string shell, string typed = "")
    {
        using var process = ConsoleProcess.Start(["-qec", shell, "/dev/null"], Script, ("C", ConsoleProcess.Program));

        // An end of input would be typed as Ctrl+D, so it stays open.
        var end = process.End();
        await process.Type(typed);
        return (await end).Output.ReplaceLineEndings("\n");
    }
}
