using System.Management.Automation;
using CalicoPolicy.ConsoleHost.Terminals;

namespace CalicoPolicy.ConsoleHost.Running;

/// <summary>Remembers which of PowerShell's own cmdlets a script called in vain, to say at its end where they are.</summary>
internal sealed class MissingCommands
{
    private readonly Lock _gate = new();
    private readonly SortedSet<string> _names = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Begins to watch the engine's command lookup.</summary>
    public void Watch(CommandInvocationIntrinsics commands) => commands.CommandNotFoundAction += (_, lookup) =>
    {
        if (PowerShellOnlyCmdlets.ModuleOf(lookup.CommandName) is null)
        {
            return;
        }

        lock (_gate)
        {
            _names.Add(lookup.CommandName);
        }
    };

    /// <summary>Writes the hint if a cmdlet was missed.</summary>
    public void Report(Terminal terminal)
    {
        lock (_gate)
        {
            if (_names.Count > 0)
            {
                terminal.WriteErrorLine(
                    $"calico-policy: {string.Join(", ", _names)}: such cmdlets come only with PowerShell itself. "
                    + "Run the script in pwsh with 'Import-Module CalicoPolicy'; 'calico-policy -Help' says what is here.");
            }
        }
    }
}
