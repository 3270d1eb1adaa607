using System.Management.Automation.Language;
using CalicoPolicy.Tests.Engine;
using CalicoPolicy.Tests.Shared;

namespace CalicoPolicy.Tests.Pester;

/// <summary>The Pester files parse, and use commands and parameters that there are; where pwsh is missing nothing else would tell.</summary>
public class PesterFileTests
{
    // What the files use of PowerShell and Pester.
    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        "BeforeAll", "BeforeDiscovery", "Describe", "Context", "It", "Should", "Import-Module", "Set-Content", "Get-Content", "Get-ChildItem", "Get-Item",
        "Copy-Item", "New-Item", "Push-Location", "Pop-Location", "Join-Path", "Resolve-Path", "Test-Path", "Out-String", "Format-List", "Sort-Object", "Group-Object", "Select-Object", "Where-Object", "ForEach-Object",
        "Compare-Object", "ConvertTo-Json", "ConvertFrom-Json", "ConvertTo-Csv", "Get-Help", "Get-Command", "Get-Process", "TabExpansion2",
    };

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Folder, "*.Tests.ps1").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    private static string Folder => Repository.Path("tests", "Pester");

    [Theory]
    [MemberData(nameof(Files))]
    public void File_parses_and_uses_what_there_is(string file)
    {
        var script = Parser.ParseFile(Path.Combine(Folder, file), out _, out var faults);
        Assert.Empty(faults.Select(fault => $"{fault.Extent.StartLineNumber}: {fault.Message}"));
        var commands = script.FindAll(node => node is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>().ToArray();
        var own = ModuleSurface.Cmdlets.ToDictionary(cmdlet => cmdlet.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var command in commands)
        {
            // What is called by & has no name to check.
            if (command.InvocationOperator == TokenKind.Ampersand) continue;
            var name = command.GetCommandName();
            Assert.True(own.ContainsKey(name) || Known.Contains(name), $"{file}:{command.Extent.StartLineNumber}: unknown command '{name}'.");
            if (!own.TryGetValue(name, out var cmdlet)) continue;
            foreach (var parameter in command.CommandElements.OfType<CommandParameterAst>())
                Assert.True(cmdlet.Parameters.ContainsKey(parameter.ParameterName), $"{file}:{parameter.Extent.StartLineNumber}: {name} has no -{parameter.ParameterName}.");
        }

        var subject = file[..^".Tests.ps1".Length];
        Assert.True(subject == "FirstLook" || commands.Any(command => command.GetCommandName() == subject), $"{file} does not use {subject}.");
    }
}
