using System.Diagnostics;
using System.Globalization;
using System.Text;
using CalicoPolicy.Core.Cluster;

namespace CalicoPolicy.Core.Tests.Cluster;

public class KubectlProcessTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Arguments_arrive_as_they_are()
    {
        using var fake = new FakeKubectl("""for a in "$@"; do printf '<%s>' "$a"; done""");
        var kubectl = new KubectlProcess(fake.Kubectl().Options with { Context = "-a b", KubeConfig = "/c d/$HOME" });
        var result = await kubectl.RunAsync(["get", "a b", "$(touch x)", "`id`", "\"'\\", "*", string.Empty, "ä€𝄞"], null, Token);
        Assert.Equal("<--kubeconfig=/c d/$HOME><--context=-a b><get><a b><$(touch x)><`id`><\"'\\><*><><ä€𝄞>", result.Output);
    }

    [Fact]
    public async Task Text_is_UTF8_both_ways_and_without_a_mark()
    {
        using var fake = new FakeKubectl("cat");
        const string Text = "naïve Größe — 政策 𝄞 🐈\r\n\t\u0085\u2028";
        Assert.Equal(Text, (await fake.Kubectl().RunAsync(["x"], Text, Token)).Output);
        using var count = new FakeKubectl("wc -c | tr -d ' \\n'");
        Assert.Equal(Encoding.UTF8.GetByteCount(Text).ToString(CultureInfo.InvariantCulture), (await count.Kubectl().RunAsync(["x"], Text, Token)).Output);
    }

    [Fact]
    public async Task Half_a_surrogate_pair_is_not_sent_as_something_else()
    {
        using var fake = new FakeKubectl("cat");
        await Assert.ThrowsAnyAsync<ArgumentException>(() => fake.Kubectl().RunAsync(["x"], "a\ud800b", Token));
    }

    [Fact]
    public async Task Large_input_and_output_on_all_three_pipes_do_not_block_each_other()
    {
        using var fake = new FakeKubectl("head -c 3000000 /dev/zero | tr '\\0' e >&2; cat");
        var input = new string('x', 3_000_000);
        Assert.Equal(input, (await fake.Kubectl(maxOutput: 4_000_000).RunAsync(["x"], input, Token)).Output);
    }

    [Fact]
    public async Task A_child_that_does_not_read_its_input_is_no_error()
    {
        using var fake = new FakeKubectl("echo done");
        var result = await fake.Kubectl().RunAsync(["x"], new string('x', 3_000_000), Token);
        Assert.Equal((0, "done\n"), (result.ExitCode, result.Output));
    }

    [Fact]
    public async Task Input_that_is_not_given_is_at_its_end()
    {
        using var fake = new FakeKubectl("cat; echo end");
        Assert.Equal("end\n", (await fake.Kubectl().RunAsync(["x"], null, Token)).Output);
    }

    [Fact]
    public async Task Output_beyond_the_cap_is_an_error_and_ends_the_child()
    {
        using var fake = new FakeKubectl("echo $$ > pid; yes");
        var result = await fake.Kubectl(maxOutput: 1000).RunAsync(["x"], null, Token);
        Assert.Equal(ServerErrorCategory.OutputTooLarge, result.Error!.Category);
        Assert.Equal("kubectl printed more than 1000 characters.", result.Error.Message);
        Assert.Empty(result.Output);
        await AssertGoneAsync(fake, "pid");
    }

    [Fact]
    public async Task Output_of_the_cap_is_taken()
    {
        using var fake = new FakeKubectl("printf '%s' 1234567890");
        Assert.Equal("1234567890", (await fake.Kubectl(maxOutput: 10).RunAsync(["x"], null, Token)).Output);
    }

    [Fact]
    public async Task A_timeout_is_an_error_and_ends_the_whole_tree()
    {
        using var fake = new FakeKubectl("echo $$ > pid; sleep 600 & echo $! > child; wait");
        var clock = Stopwatch.StartNew();
        var result = await fake.Kubectl(TimeSpan.FromSeconds(1)).RunAsync(["x"], null, Token);
        Assert.Equal(ServerErrorCategory.Timeout, result.Error!.Category);
        Assert.Equal("kubectl had no answer within 1 s and was ended.", result.Error.Message);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0.9, 20);
        await AssertGoneAsync(fake, "pid");
        await AssertGoneAsync(fake, "child");
    }

    [Fact]
    public async Task Cancellation_ends_the_whole_tree()
    {
        using var fake = new FakeKubectl("echo $$ > pid; sleep 600 & echo $! > child; touch ready; wait");
        using var cancel = new CancellationTokenSource();
        var call = fake.Kubectl().RunAsync(["x"], null, cancel.Token);
        while (!File.Exists(Path.Combine(fake.Folder, "ready"))) await Task.Delay(10, Token);
        await cancel.CancelAsync();
        var clock = Stopwatch.StartNew();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.InRange(clock.ElapsedMilliseconds, 0, 2000);
        await AssertGoneAsync(fake, "pid");
        await AssertGoneAsync(fake, "child");
    }

    [Fact]
    public async Task A_cancelled_call_starts_nothing()
    {
        using var fake = new FakeKubectl("touch started");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fake.Kubectl().RunAsync(["x"], null, new(canceled: true)));
        Assert.False(File.Exists(Path.Combine(fake.Folder, "started")));
    }

    [Fact]
    public async Task A_grandchild_that_keeps_the_pipe_does_not_hold_up_a_timeout()
    {
        // It leaves the tree (its parent is gone), and with it the reach of the kill.
        using var fake = new FakeKubectl("(sleep 15 & ) ; sleep 600");
        var clock = Stopwatch.StartNew();
        var result = await fake.Kubectl(TimeSpan.FromSeconds(1)).RunAsync(["x"], null, Token);
        Assert.Equal(ServerErrorCategory.Timeout, result.Error!.Category);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0.9, 10);
    }

    [Theory]
    [InlineData("v1.24.17", "is kubectl 1.24; at least 1.25 is needed.")]
    [InlineData("v1.9.0", "is kubectl 1.9; at least 1.25 is needed.")]
    [InlineData("v0.30.0", "is kubectl 0.30; at least 1.25 is needed.")]
    public async Task A_kubectl_that_is_too_old_says_so(string version, string message)
    {
        using var fake = new FakeKubectl("echo no", $$"""{ "clientVersion": { "gitVersion": "{{version}}" } }""");
        var error = (await Assert.ThrowsAsync<KubectlException>(() => fake.Kubectl().RunAsync(["x"], null, Token))).Error;
        Assert.Equal(ServerErrorCategory.KubectlTooOld, error.Category);
        Assert.EndsWith(message, error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.Advice);
    }

    [Theory]
    [InlineData("v1.25.0")]
    [InlineData("v1.32.4-dispatcher")]
    [InlineData("v1.31+")]
    [InlineData("v2.0.0")]
    public async Task A_kubectl_that_is_new_enough_is_run(string version)
    {
        using var fake = new FakeKubectl("echo yes", $$"""{ "clientVersion": { "gitVersion": "{{version}}" } }""");
        Assert.Equal("yes\n", (await fake.Kubectl().RunAsync(["x"], null, Token)).Output);
    }

    [Fact]
    public async Task A_program_that_is_no_kubectl_says_so()
    {
        using var fake = new FakeKubectl("echo yes", "usage: kubectl");
        var error = (await Assert.ThrowsAsync<KubectlException>(() => fake.Kubectl().RunAsync(["x"], null, Token))).Error;
        Assert.Equal($"'{fake.Program}' did not tell its version; is it kubectl?", error.Message);
    }

    [Fact]
    public async Task A_missing_kubectl_says_what_to_do()
    {
        var named = new KubectlProcess(new() { KubectlPath = "no-such-kubectl" });
        var error = (await Assert.ThrowsAsync<KubectlException>(() => named.RunAsync(["x"], null, Token))).Error;
        Assert.Equal(ServerErrorCategory.KubectlMissing, error.Category);
        Assert.Equal("'no-such-kubectl' was not found on PATH.", error.Message);
        Assert.Contains("https://kubernetes.io/docs/tasks/tools/", error.Advice, StringComparison.Ordinal);

        var file = Path.Combine(Path.GetTempPath(), "no", "kubectl");
        var path = new KubectlProcess(new() { KubectlPath = file });
        error = (await Assert.ThrowsAsync<KubectlException>(() => path.RunAsync(["x"], null, Token))).Error;
        Assert.Equal($"There is no kubectl at '{file}'.", error.Message);
    }

    [Fact]
    public async Task A_kubectl_that_cannot_be_started_says_so()
    {
        using var fake = new FakeKubectl("echo yes");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(fake.Program, UnixFileMode.UserRead);
        var error = (await Assert.ThrowsAsync<KubectlException>(() => fake.Kubectl().RunAsync(["x"], null, Token))).Error;
        Assert.StartsWith($"'{fake.Program}' did not start: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_of_the_user_for_kubectl_do_not_change_what_commands_mean()
    {
        using var fake = new FakeKubectl("printf '%s %s' \"$KUBERC\" \"$KUBECTL_KUBERC\"");
        Assert.Equal("off false", (await fake.Kubectl().RunAsync(["x"], null, Token)).Output);
    }

    private static async Task AssertGoneAsync(FakeKubectl fake, string file)
    {
        var id = int.Parse(await File.ReadAllTextAsync(Path.Combine(fake.Folder, file), Token), CultureInfo.InvariantCulture);
        for (var attempt = 0; attempt < 100 && IsRunning(id); attempt++) await Task.Delay(50, Token);
        Assert.False(IsRunning(id), $"Process {id} still runs.");
    }

    private static bool IsRunning(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited && !IsZombie(id);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    // An orphan that has ended stays in the table until its new parent looks.
    private static bool IsZombie(int id) =>
        File.Exists($"/proc/{id}/stat") && File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal);
}
