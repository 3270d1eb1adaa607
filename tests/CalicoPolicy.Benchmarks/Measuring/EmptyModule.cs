namespace CalicoPolicy.Benchmarks.Measuring;

/// <summary>
/// A binary module without a cmdlet, in a folder of its own: what importing it costs is the engine's first import, whatever the module,
/// since the hosted engine comes as code that is compiled when first needed.
/// </summary>
internal sealed class EmptyModule : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("calico-policy-empty-").FullName;

    public EmptyModule()
    {
        Path = System.IO.Path.Combine(_folder, "Empty.psd1");
        File.Copy(typeof(BenchmarkDotNet.Attributes.BenchmarkAttribute).Assembly.Location, System.IO.Path.Combine(_folder, "Empty.dll"));
        File.WriteAllText(Path, "@{ RootModule = 'Empty.dll'; ModuleVersion = '1.0.0'; FunctionsToExport = @(); CmdletsToExport = @(); VariablesToExport = @(); AliasesToExport = @() }");
    }

    public string Path { get; }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
