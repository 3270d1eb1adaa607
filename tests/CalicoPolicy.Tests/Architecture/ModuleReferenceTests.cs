using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using CalicoPolicy.Tests.Shared;

namespace CalicoPolicy.Tests.Architecture;

/// <summary>Keeps what the finished module is made of.</summary>
public class ModuleReferenceTests
{
    private static readonly string Module = Repository.Path("out", "CalicoPolicy");

    [Fact]
    public void The_module_knows_core_and_PowerShell_only() =>
        Assert.Equal(["CalicoPolicy.Core", "System.Management.Automation"], References(Path.Combine(Module, "CalicoPolicy.dll")));

    [Fact]
    public void The_console_knows_PowerShell_only() =>
        Assert.Equal(
            ["System.Management.Automation"],
            References(Repository.Path("out", "build", "bin", "CalicoPolicy.Console", "release", "calico-policy.dll")));

    [Fact]
    public void The_finished_module_brings_no_PowerShell_of_its_own() =>
        Assert.Empty(Directory.EnumerateFiles(Module, "System.Management.Automation*", SearchOption.AllDirectories));

    [Fact]
    public void Third_party_libraries_lie_in_Dependencies_only()
    {
        var root = Directory.EnumerateFiles(Module, "*.dll").Select(Path.GetFileName).Order(StringComparer.Ordinal);
        Assert.Equal(["CalicoPolicy.Core.dll", "CalicoPolicy.dll"], root);
        var dependencies = Directory.EnumerateFiles(Path.Combine(Module, "Dependencies"), "*.dll").Select(Path.GetFileName).Order(StringComparer.Ordinal);
        Assert.Equal(["CalicoPolicy.Yaml.dll", "YamlDotNet.dll"], dependencies);
    }

    // References to the base class library are what every assembly has: they are left out.
    private static string[] References(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var metadata = file.GetMetadataReader();
        return
        [
            .. metadata.AssemblyReferences
                .Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))
                .Where(name => name == "System.Management.Automation"
                    || (!name.StartsWith("System.", StringComparison.Ordinal) && !name.StartsWith("Microsoft.Win32.", StringComparison.Ordinal)))
                .Order(StringComparer.Ordinal),
        ];
    }
}
