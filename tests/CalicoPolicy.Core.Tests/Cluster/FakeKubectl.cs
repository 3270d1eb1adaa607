using CalicoPolicy.Core.Cluster;

namespace CalicoPolicy.Core.Tests.Cluster;

/// <summary>A shell script that stands for kubectl where a test needs an answer that no server gives on demand.</summary>
internal sealed class FakeKubectl : IDisposable
{
    private const string Version = """{ "clientVersion": { "major": "1", "minor": "32+", "gitVersion": "v1.32.4-fake" } }""";

    /// <param name="body">What it does when it is called for anything but its version.</param>
    /// <param name="version">What it says of its version.</param>
    public FakeKubectl(string body, string version = Version)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs a POSIX shell.");
        Folder = Directory.CreateTempSubdirectory("calicopolicy-fake-").FullName;
        File.WriteAllText(Program, $"#!/bin/sh\nif [ \"$1\" = version ]; then cat <<'V'\n{version}\nV\nexit 0; fi\ncd '{Folder}'\n{body}\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Where the script lies and works.</summary>
    public string Folder { get; }

    public string Program => Path.Combine(Folder, "kubectl");

    public KubectlProcess Kubectl(TimeSpan? timeout = null, int maxOutput = 1_000_000) =>
        new(new() { KubectlPath = Program, Timeout = timeout ?? TimeSpan.FromSeconds(60), MaxOutput = maxOutput });

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
