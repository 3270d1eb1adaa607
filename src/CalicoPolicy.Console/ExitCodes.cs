namespace CalicoPolicy.ConsoleHost;

/// <summary>The exit codes that the host itself chooses; a script's <c>exit N</c> stands above the first two.</summary>
internal static class ExitCodes
{
    public const int Success = 0;
    public const int Failure = 1;

    /// <summary>128 + SIGHUP, as shells report it.</summary>
    public const int HungUp = 129;

    /// <summary>128 + SIGINT.</summary>
    public const int Interrupted = 130;

    /// <summary>128 + SIGPIPE: the reader of standard output went away (<c>| head</c>).</summary>
    public const int OutputClosed = 141;

    /// <summary>128 + SIGTERM.</summary>
    public const int Terminated = 143;
}
