using System.Management.Automation;
using CalicoPolicy.ConsoleHost.Terminals;

namespace CalicoPolicy.ConsoleHost.Running;

/// <summary>Remembers which of PowerShell's own cmdlets a script called in vain, to say at its end where they are.</summary>
internal sealed class MissingCommands
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _looked = new(StringComparer.OrdinalIgnoreCase);
    private readonly SortedSet<string> _missed = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Begins to watch the engine's command lookup.</summary>
    public void Watch(CommandInvocationIntrinsics commands) => commands.CommandNotFoundAction += (_, lookup) =>
    {
        if (PowerShellOnlyCmdlets.ModuleOf(lookup.CommandName) is not null)
        {
            lock (_gate)
            {
                _looked.Add(lookup.CommandName);
            }
        }
    };

    /// <summary>
    /// Takes note of the text of an error. Only a name that an error shows was missed: a script may look whether a
    /// command exists, or catch the error.
    /// </summary>
    public void ErrorWritten(string text)
    {
        lock (_gate)
        {
            _missed.UnionWith(_looked.Where(name => text.Contains($"'{name}'", StringComparison.OrdinalIgnoreCase)));
        }
    }

    /// <summary>Writes the hint if a cmdlet was missed.</summary>
    public void Report(Terminal terminal)
    {
        lock (_gate)
        {
            if (_missed.Count > 0)
            {
                terminal.WriteErrorLine(
                    $"calico-policy: {string.Join(", ", _missed)}: such cmdlets come only with PowerShell itself. "
                    + "Run the script in pwsh with 'Import-Module CalicoPolicy'; 'calico-policy -Help' says what is here.");
            }
        }
    }
}
