using CalicoPolicy.Tests.Console;

namespace CalicoPolicy.Tests.Isolation;

/// <summary>The YAML library stays in the module's own load context, whatever else the session has loaded, and comes when first used.</summary>
public class LibraryIsolationTests
{
    private const string List = """
        function Get-Library($when) {
            foreach ($assembly in [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -in 'YamlDotNet', 'CalicoPolicy.Yaml' }) {
                $context = [Runtime.Loader.AssemblyLoadContext]::GetLoadContext($assembly).Name
                "$when`: $($assembly.GetName().Name) $($assembly.GetName().Version.Major) in $context"
            }
        }

        """;

    // Documents of the ordinary form do not need the library; an anchor does.
    private const string Anchored = "'{apiVersion: projectcalico.org/v3, kind: Tier, metadata: &m {name: a}}' | ConvertFrom-PolicyYaml";

    private static readonly string Older = Path.Combine(AppContext.BaseDirectory, "Older", "YamlDotNet.dll");

    [Fact]
    public async Task An_older_library_in_the_default_context_neither_disturbs_nor_is_disturbed()
    {
        var result = await ConsoleProcess.Run("-Command", List + $$"""
            $older = [Reflection.Assembly]::LoadFrom('{{Older}}')
            Get-Library first
            $policy = New-NetworkPolicy p shop -Annotation @{ note = 'yes' } -Ingress (New-PolicyRule Allow TCP -Destination @{ Port = 80 })
            "round trip: $(($policy | ConvertTo-PolicyYaml | ConvertFrom-PolicyYaml) -eq $policy)"
            $policy | Test-Policy
            "anchored: $(({{Anchored}}).Name)"
            Get-Library later
            $parser = [YamlDotNet.Core.Parser]::new([IO.StringReader]::new('a: 1'))
            "the other module's own: $($parser.GetType().Assembly.GetName().Version.Major)"
            """);
        Assert.Equal(string.Empty, result.Error);
        Assert.Equal(
            [
                "first: YamlDotNet 11 in Default",
                "round trip: True",
                "anchored: a",
                "later: YamlDotNet 11 in Default",
                "later: CalicoPolicy.Yaml 0 in CalicoPolicy",
                "later: YamlDotNet 18 in CalicoPolicy",
                "the other module's own: 11",
            ],
            Lines(result));
    }

    [Fact]
    public async Task An_older_library_that_comes_after_first_use_is_not_disturbed_either()
    {
        var result = await ConsoleProcess.Run("-Command", List + $$"""
            $null = {{Anchored}}
            $older = [Reflection.Assembly]::LoadFrom('{{Older}}')
            "read: $(({{Anchored}}).Name)"
            "the other module's own: $($older.GetName().Version.Major), $([Runtime.Loader.AssemblyLoadContext]::GetLoadContext($older).Name)"
            """);
        Assert.Equal(string.Empty, result.Error);
        Assert.Equal(["read: a", "the other module's own: 11, Default"], Lines(result));
    }

    [Fact]
    public async Task The_library_is_loaded_when_first_used_and_not_before()
    {
        var result = await ConsoleProcess.Run("-Command", List + $$"""
            $policy = New-NetworkPolicy p -Ingress (New-PolicyRule Allow TCP -Source "app == 'a'")
            $null = $policy | Test-Policy
            $null = $policy | Test-PolicyEfficiency
            Get-Library before
            $null = $policy | ConvertTo-PolicyYaml | ConvertFrom-PolicyYaml
            Get-Library writing
            1..3 | ForEach-Object { [GC]::Collect(); [GC]::WaitForPendingFinalizers() }
            $null = {{Anchored}}
            Get-Library reading
            """);
        Assert.Equal(string.Empty, result.Error);
        Assert.Equal(
            [
                "writing: CalicoPolicy.Yaml 0 in CalicoPolicy",
                "reading: CalicoPolicy.Yaml 0 in CalicoPolicy",
                "reading: YamlDotNet 18 in CalicoPolicy",
            ],
            Lines(result));
    }

    private static string[] Lines(ConsoleResult result) => result.Output.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
}
