namespace CalicoPolicy.ConsoleHost.CommandLines;

/// <summary>What a command line asks the host to do.</summary>
internal enum LaunchAction
{
    /// <summary>Print the help text.</summary>
    ShowHelp,

    /// <summary>Print the versions of the host and of the engine.</summary>
    ShowVersion,

    /// <summary>The command line is wrong; the text says why.</summary>
    Refuse,

    /// <summary>Run the script file named by the text.</summary>
    RunFile,

    /// <summary>Run the text as a command.</summary>
    RunCommand,

    /// <summary>Run what standard input holds as a script.</summary>
    RunStandardInput,
}
