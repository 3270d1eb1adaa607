using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Text;
using CalicoPolicy.ConsoleHost.CommandLines;
using CalicoPolicy.ConsoleHost.Hosting;
using CalicoPolicy.ConsoleHost.Terminals;

namespace CalicoPolicy.ConsoleHost.Running;

/// <summary>Runs one script or command in a fresh runspace with the module loaded, and says how it ended.</summary>
/// <param name="line">What to run.</param>
/// <param name="terminal">The standard streams.</param>
/// <param name="interruption">What may end the run from outside.</param>
internal sealed class ScriptRun(CommandLine line, Terminal terminal, Interruption interruption)
{
    /// <summary>Runs it to its end.</summary>
    /// <returns>The exit code of the process.</returns>
    public int Run()
    {
        // A script that takes all of standard input leaves no answers there.
        var canAsk = !line.NonInteractive && line.Action != LaunchAction.RunStandardInput;
        string text;
        try
        {
            text = ReadText();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            return Fail(e.Message);
        }

        if (!ModuleFolder.IsComplete)
        {
            return Fail($"the module is missing: there is no {ModuleFolder.Manifest}. Install or build calico-policy again.");
        }

        PSStyle.Instance.OutputRendering = terminal.OutputHasColours ? OutputRendering.Host : OutputRendering.PlainText;
        var host = new ConsolePSHost(terminal, canAsk);
        using var runspace = EngineSession.Open(host);
        return Finish(Execute(runspace, host, text));
    }

    private string ReadText()
    {
        switch (line.Action)
        {
            case LaunchAction.RunCommand:
                return ScriptText.CommandOf(line.Text);
            case LaunchAction.RunStandardInput:
                using (var input = new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(false), detectEncodingFromByteOrderMarks: true))
                {
                    return input.ReadToEnd();
                }

            default:
                var path = Path.GetFullPath(line.Text);
                if (!File.Exists(path))
                {
                    throw new FileNotFoundException($"there is no script file '{line.Text}'.");
                }

                // Without the extension the engine would take it for a program; with a "#!" line it is a script all the same.
                return IsScriptFile ? path : File.ReadAllText(path);
        }
    }

    private bool IsScriptFile =>
        line.Action == LaunchAction.RunFile && line.Text.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase);

    private int Execute(Runspace runspace, ConsolePSHost host, string text)
    {
        var missing = new MissingCommands();
        host.Streams.ErrorWritten = missing.ErrorWritten;
        using var pipeline = PowerShell.Create(runspace);
        try
        {
            ModuleFolder.Import(pipeline, interruption);
            missing.Watch(runspace.SessionStateProxy.InvokeCommand);
            Compose(runspace, pipeline, text);
            if (!interruption.Watch(pipeline))
            {
                return interruption.ExitCode;
            }

            pipeline.Invoke();
            return host.ExitCode ?? ExitCodes.Success;
        }
        catch (Exception e) when (interruption.ExitCode != 0)
        {
            // The engine wraps its stop into many kinds of exception; none of them is news.
            _ = e;
            return interruption.ExitCode;
        }
        catch (RuntimeException e)
        {
            ErrorReport.Write(runspace, host.Streams, e);
            return host.ExitCode ?? ExitCodes.Failure;
        }
        finally
        {
            terminal.ClearProgress();
            missing.Report(terminal);
        }
    }

    private void Compose(Runspace runspace, PowerShell pipeline, string text)
    {
        pipeline.Commands.Clear();
        if (IsScriptFile)
        {
            pipeline.AddCommand(ScriptFile.CommandFor(runspace, text), useLocalScope: false);
        }
        else
        {
            pipeline.AddScript(text, useLocalScope: false);
        }

        foreach (var argument in line.Arguments)
        {
            pipeline.Commands.Commands[0].Parameters.Add(new CommandParameter(argument.Name, argument.Value));
        }

        // As at a prompt: objects become tables as they come, errors take their own view to standard error.
        pipeline.AddCommand("Out-Default");
        pipeline.Commands.Commands[^1].MergeUnclaimedPreviousCommandResults = PipelineResultTypes.Error | PipelineResultTypes.Output;
    }

    private int Finish(int exitCode) => interruption.ExitCode is var interrupted and not 0 ? interrupted : exitCode;

    private int Fail(string message)
    {
        terminal.WriteErrorLine($"calico-policy: {message}");
        return ExitCodes.Failure;
    }
}
