using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace CalicoPolicy.Core.Cluster;

/// <summary>
/// Runs kubectl: the one place that starts a process. Arguments never pass a shell; text is UTF-8 both ways; cancellation and timeout
/// end the whole tree of children. Nothing of the kubeconfig but context names and namespaces is ever asked for.
/// </summary>
public sealed class KubectlProcess
{
    private const int ErrorLimit = 1024 * 1024;
    private const int VersionLimit = 64 * 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly UTF8Encoding LaxUtf8 = new(encoderShouldEmitUTF8Identifier: false);

    // A program's version is asked for once; its time of writing tells an update.
    private static readonly ConcurrentDictionary<(string Path, DateTime Written), bool> CheckedPrograms = new();

    /// <summary>Makes a runner.</summary>
    /// <param name="options">How to call kubectl.</param>
    public KubectlProcess(KubectlOptions options) => Options = options;

    /// <summary>How kubectl is called.</summary>
    public KubectlOptions Options { get; }

    /// <summary>
    /// The context once it was asked for: from then on every call names it, so that somebody who changes the kubeconfig's current
    /// context meanwhile does not send the rest of a plan to another cluster.
    /// </summary>
    internal ClusterContext? Known { get; set; }

    /// <summary>
    /// Runs kubectl once. What it, or the server, reports is in the result, a timeout too; context and kubeconfig are added to the arguments.
    /// </summary>
    /// <param name="arguments">The arguments, each as it is.</param>
    /// <param name="input">The text for standard input; null for none.</param>
    /// <param name="cancellationToken">Ends kubectl and all that it started.</param>
    /// <exception cref="KubectlException">There is no kubectl that can be used.</exception>
    /// <exception cref="ArgumentException">The input has half a surrogate pair, which no UTF-8 text can hold.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<KubectlResult> RunAsync(IReadOnlyList<string> arguments, string? input, CancellationToken cancellationToken)
    {
        var bytes = input is null ? [] : StrictUtf8.GetBytes(input);
        var program = KubectlProgram.Find(Options.KubectlPath, Environment.GetEnvironmentVariable("PATH"));
        if (await CheckVersionAsync(program, cancellationToken).ConfigureAwait(false) is { } stuck) return stuck;
        var all = new List<string>(arguments.Count + 2);
        if (Options.KubeConfig is not null) all.Add("--kubeconfig=" + Options.KubeConfig);
        if ((Options.Context ?? Known?.KubeConfigName) is { } context) all.Add("--context=" + context);
        all.AddRange(arguments);
        return await RunAsync(program, all, bytes, Options.MaxOutput, cancellationToken).ConfigureAwait(false);
    }

    private async Task<KubectlResult?> CheckVersionAsync(string program, CancellationToken cancellationToken)
    {
        var key = (program, File.GetLastWriteTimeUtc(program));
        if (CheckedPrograms.ContainsKey(key)) return null;
        var result = await RunAsync(program, ["version", "--client", "-o", "json"], [], VersionLimit, cancellationToken).ConfigureAwait(false);
        if (result.Error?.Category == ServerErrorCategory.Timeout) return result;
        KubectlProgram.CheckVersion(program, result.Output);
        CheckedPrograms.TryAdd(key, true);
        return null;
    }

    private async Task<KubectlResult> RunAsync(
        string program, IReadOnlyList<string> arguments, byte[] input, int maxOutput, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var process = Start(program, arguments);
        using var timeout = new CancellationTokenSource(Options.Timeout);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            // All three at once: a child that waits for one of them would wait for ever.
            var feeding = FeedAsync(process, input, ending.Token);
            var errors = BoundedText.ReadTailAsync(process.StandardError, ErrorLimit, ending.Token);
            var output = BoundedText.ReadAllAsync(process.StandardOutput, maxOutput, ending.Token);
            var printed = await output.WaitAsync(ending.Token).ConfigureAwait(false);
            if (printed is null)
            {
                End(process);
                return new(-1, string.Empty, TooMuchOutput());
            }

            var complaints = await errors.WaitAsync(ending.Token).ConfigureAwait(false);
            await feeding.WaitAsync(ending.Token).ConfigureAwait(false);
            await process.WaitForExitAsync(ending.Token).ConfigureAwait(false);
            var report = KubectlReport.Read(complaints);
            return new(process.ExitCode, printed, process.ExitCode == 0 ? null : report.ToError(process.ExitCode)) { Warnings = report.Warnings };
        }
        catch (OperationCanceledException)
        {
            End(process);
            cancellationToken.ThrowIfCancellationRequested();
            return new(-1, string.Empty, TimedOut());
        }
    }

    private static Process Start(string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = LaxUtf8,
            StandardErrorEncoding = LaxUtf8,
        };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);

        // A user's kuberc may give commands other defaults (output, field manager); ours must mean what they say.
        start.Environment["KUBERC"] = "off";
        start.Environment["KUBECTL_KUBERC"] = "false";
        try
        {
            return Process.Start(start) ?? throw KubectlProgram.Missing($"'{program}' did not start.");
        }
        catch (Win32Exception e)
        {
            throw KubectlProgram.Missing($"'{program}' did not start: {e.Message}.", e);
        }
    }

    private static async Task FeedAsync(Process process, byte[] input, CancellationToken cancellationToken)
    {
        try
        {
            var stream = process.StandardInput.BaseStream;
            await using (stream.ConfigureAwait(false)) await stream.WriteAsync(input, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // kubectl ended before it had read everything; its exit code and messages say why.
        }
    }

    private static void End(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended by itself meanwhile.
        }
    }

    private ServerError TooMuchOutput() => new(
        ServerErrorCategory.OutputTooLarge,
        string.Empty,
        string.Create(CultureInfo.InvariantCulture, $"kubectl printed more than {Options.MaxOutput} characters."));

    private ServerError TimedOut() => new(
        ServerErrorCategory.Timeout,
        string.Empty,
        string.Create(CultureInfo.InvariantCulture, $"kubectl had no answer within {Options.Timeout.TotalSeconds:0.###} s and was ended."))
    {
        Advice = "Check that the cluster can be reached, or allow more time with -Timeout.",
    };
}
