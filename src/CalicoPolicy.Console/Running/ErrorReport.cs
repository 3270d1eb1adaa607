using System.Management.Automation;
using System.Management.Automation.Runspaces;
using CalicoPolicy.ConsoleHost.Hosting;

namespace CalicoPolicy.ConsoleHost.Running;

/// <summary>Writes a terminating error in the engine's own view ($ErrorView), as a prompt would.</summary>
internal static class ErrorReport
{
    /// <summary>Writes the error to standard error.</summary>
    public static void Write(Runspace runspace, UserInterface ui, RuntimeException error)
    {
        if (WriteIncomplete(ui, error))
        {
            return;
        }

        // Writing the record to an error stream would put the place of that call over the place where the error arose.
        // So it goes to Out-Default as data, and what comes out is sent to standard error.
        using var report = PowerShell.Create(runspace);
        report.AddCommand("Out-Default");
        ui.OutputIsError = true;
        try
        {
            report.Invoke(new[] { error.ErrorRecord });
        }
        finally
        {
            ui.OutputIsError = false;
        }
    }

    private static bool WriteIncomplete(UserInterface ui, RuntimeException failure)
    {
        // A prompt would ask for the rest of an unfinished statement, so the engine's view of that error is empty.
        if (failure is not IncompleteParseException)
        {
            return false;
        }

        ui.WriteErrorLine($"{PSStyle.Instance.Formatting.Error}ParserError: {failure.Message}{PSStyle.Instance.Reset}");
        return true;
    }
}
