using System.Globalization;
using CalicoPolicy.Tests.Shared.Corpus;

namespace CalicoPolicy.Benchmarks.Commands;

/// <summary>A corpus in a temporary folder, as long as it is used.</summary>
internal sealed class TemporaryCorpus : IDisposable
{
    public TemporaryCorpus(CommandOptions options)
    {
        var policies = options.Number("policies", 10_000);
        var files = options.Number("files", 200);
        Folder = Directory.CreateTempSubdirectory("calico-policy-corpus-").FullName;
        var bytes = new PolicyCorpus(policies, files).WriteTo(Folder);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{policies} policies in {files} files, {bytes / 1e6:F1} MB, {Environment.ProcessorCount} processors"));
    }

    public string Folder { get; }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
