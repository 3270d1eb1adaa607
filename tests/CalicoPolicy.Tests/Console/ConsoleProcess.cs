using System.Diagnostics;
using System.Text;

namespace CalicoPolicy.Tests.Console;

/// <summary>The built calico-policy as a process: started, fed, waited for with a limit, and killed with its children.</summary>
internal sealed class ConsoleProcess : IDisposable
{
    // Far above what a run takes even on a busy machine: only a hang reaches it.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Task<string> _error;

    private ConsoleProcess(ProcessStartInfo start)
    {
        _process = Process.Start(start)!;
        _error = _process.StandardError.ReadToEndAsync();
    }

    public static string Program { get; } = Path.Combine(
        RepositoryRoot(), "out", "build", "bin", "CalicoPolicy.Console", "release", OperatingSystem.IsWindows() ? "calico-policy.exe" : "calico-policy");

    public int Id => _process.Id;

    public StreamReader Output => _process.StandardOutput;

    public static Task<ConsoleResult> Run(params string[] arguments) => RunWith(arguments);

    public static async Task<ConsoleResult> RunWith(
        string[] arguments,
        string input = "",
        string? program = null,
        params (string Name, string? Value)[] environment)
    {
        using var process = Start(arguments, program, environment);
        await process.Feed(input);
        return await process.End();
    }

    public static ConsoleProcess Start(string[] arguments, string? program = null, params (string Name, string? Value)[] environment)
    {
        var start = new ProcessStartInfo(program ?? Program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = new UTF8Encoding(false),
            StandardErrorEncoding = new UTF8Encoding(false),
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // The machine's own settings must not decide a test.
        foreach (var name in new[] { "NO_COLOR", "COLUMNS", "PSModulePath", "LANG", "LC_ALL" })
        {
            start.Environment.Remove(name);
        }

        start.Environment["TERM"] = "xterm";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new ConsoleProcess(start);
    }

    public async Task Feed(string input)
    {
        try
        {
            await _process.StandardInput.WriteAsync(input);
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading: its output says why.
        }
    }

    public async Task Type(string text)
    {
        await _process.StandardInput.WriteAsync(text);
        await _process.StandardInput.FlushAsync();
    }

    public async Task<ConsoleResult> End()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        var output = await _process.StandardOutput.ReadToEndAsync(limit.Token);
        await _process.WaitForExitAsync(limit.Token);
        return new ConsoleResult(_process.ExitCode, output, await _error);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CalicoPolicy.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("No CalicoPolicy.sln above " + AppContext.BaseDirectory);
        }

        return folder.FullName;
    }
}
