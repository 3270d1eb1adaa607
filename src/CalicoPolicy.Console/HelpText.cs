using System.Management.Automation;

namespace CalicoPolicy.ConsoleHost;

/// <summary>What -Help and -Version print.</summary>
internal static class HelpText
{
    /// <summary>The versions of the host and of the engine.</summary>
    public static string Version =>
        $"calico-policy {typeof(HelpText).Assembly.GetName().Version!.ToString(3)} (PowerShell engine {PSVersionInfo.PSVersion})";

    /// <summary>The usage.</summary>
    public static string Full => """
        calico-policy: runs a PowerShell script or command with the CalicoPolicy module loaded, where PowerShell
        is not installed.

        Usage:
          calico-policy [options] script.ps1 [arguments]
          calico-policy [options] -Command "command"
          calico-policy [options] - [arguments]          the script comes from standard input

        Options (before the script; -Name or --name, in any case):
          -Command, -c TEXT   run TEXT and all words after it as a command
          -File, -f PATH      run a script file, as without -File
          -NonInteractive     fail instead of asking a question
          -NoLogo, -NoProfile accepted as in pwsh; there is neither logo nor profile
          -Version, -v        print the versions
          -Help, -h, -?       print this text

        Arguments of a script are bound as PowerShell binds them: -Name value, -Name:value, -Switch,
        -Switch:$false, values by position; after -- all words are values. A word is one value: "a,b" is a
        string, not an array.

        Exit codes:
          0    done; errors that did not end a script file do not count
          1    an error ended the run (throw, parse error, no such file, unknown option, no module);
               with -Command also when the last statement failed ($? is false)
          N    the script said exit N
          129, 130, 143  ended by SIGHUP, Ctrl+C (SIGINT) or SIGTERM: the pipeline is stopped, a second
                         signal ends it at once
          141  the reader of standard output went away

        Streams: output goes to standard output; errors, warnings, verbose and debug messages and progress go
        to standard error (pwsh writes warnings, verbose and debug messages to standard output). Questions go
        to the terminal; answers may be piped in, one a line. Where nobody can answer, a question is an error:
        pass -Confirm:$false. Colours are off when a stream is redirected, NO_COLOR is set, or TERM is unset or
        dumb. Tables are as wide as COLUMNS says, else as the terminal, else 120 columns.

        What is here: the PowerShell language, the cmdlets of CalicoPolicy, and those of the engine itself
        (ForEach-Object, Where-Object, Get-Command, Get-Help, Get-Module, Import-Module, Out-Default, Out-Host,
        Out-Null). The cmdlets of the Utility and Management modules (Write-Host, Write-Output,
        Select-Object, Sort-Object, Format-Table, ConvertTo-Json, Out-File, Get-Content, Get-ChildItem,
        Set-Location and the like) come only with real PowerShell: install it and use Import-Module CalicoPolicy.

        """;
}
