using System.Text;
using CalicoPolicy.ConsoleHost.CommandLines;
using CalicoPolicy.ConsoleHost.Running;
using CalicoPolicy.ConsoleHost.Terminals;

namespace CalicoPolicy.ConsoleHost;

/// <summary>The entry point of <c>calico-policy</c>.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        // Reading and writing YAML must not depend on the locale that a build agent happens to have.
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        Console.InputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

        using var interruption = new Interruption();
        var terminal = new Terminal(interruption.StandardOutputClosed);
        interruption.BeforeExit = terminal.ClearProgress;

        var line = CommandLineParser.Parse(args);
        switch (line.Action)
        {
            case LaunchAction.ShowHelp:
                terminal.WriteOutput(HelpText.Full);
                return line.IsEmpty ? ExitCodes.Failure : ExitCodes.Success;
            case LaunchAction.ShowVersion:
                terminal.WriteOutputLine(HelpText.Version);
                return ExitCodes.Success;
            case LaunchAction.Refuse:
                terminal.WriteErrorLine($"calico-policy: {line.Text}");
                terminal.WriteErrorLine("Run 'calico-policy -Help' for the usage.");
                return ExitCodes.Failure;
            default:
                return new ScriptRun(line, terminal, interruption).Run();
        }
    }
}
