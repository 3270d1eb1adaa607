using System.Globalization;
using System.Runtime.InteropServices;

namespace CalicoPolicy.ConsoleHost.Running;

/// <summary>
/// The programs that this process started. The engine does not end a program that writes to our own standard output
/// when a pipeline is stopped: it counts on the terminal, which signals both. A signal from elsewhere (a build agent, a
/// container runtime) reaches us alone, and would leave the program behind.
/// </summary>
internal static class ChildProcesses
{
    private const string Threads = "/proc/self/task";
    private const int SigTerm = 15;

    /// <summary>Asks every child to end; does nothing where the system does not list children.</summary>
    public static void Terminate()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            foreach (var thread in Directory.EnumerateDirectories(Threads))
            {
                foreach (var id in File.ReadAllText(Path.Combine(thread, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
                {
                    _ = Kill(int.Parse(id, CultureInfo.InvariantCulture), SigTerm);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A thread ended while its children were read, or the kernel has no such list: the exit goes on.
        }
    }

    [DllImport("libc", EntryPoint = "kill", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int id, int signal);
}
