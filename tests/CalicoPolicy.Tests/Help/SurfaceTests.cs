using System.Management.Automation;
using System.Management.Automation.Language;
using System.Xml.Linq;
using CalicoPolicy.Tests.Engine;
using CalicoPolicy.Tests.Shared;

namespace CalicoPolicy.Tests.Help;

/// <summary>What holds for every cmdlet: exported by the manifest, well named, sealed, with a table for what it gives.</summary>
public class SurfaceTests
{
    public static TheoryData<string> Cmdlets => ModuleSurface.Names();

    [Fact]
    public void The_manifest_exports_the_cmdlets_and_nothing_else()
    {
        using var engine = new PolicyEngine();
        var classes = engine.Output("(Get-Module CalicoPolicy).ImplementingAssembly").Single().BaseObject as System.Reflection.Assembly;
        var cmdlets = classes!.GetTypes()
            .Select(type => (CmdletAttribute?)Attribute.GetCustomAttribute(type, typeof(CmdletAttribute), inherit: false))
            .OfType<CmdletAttribute>().Select(cmdlet => $"{cmdlet.VerbName}-{cmdlet.NounName}").Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(cmdlets, ManifestList("CmdletsToExport").Order(StringComparer.Ordinal));
        Assert.Empty(ManifestList("FunctionsToExport").Concat(ManifestList("AliasesToExport")).Concat(ManifestList("VariablesToExport")));
    }

    [Fact]
    public void Verbs_are_approved()
    {
        Type[] groups = [typeof(VerbsCommon), typeof(VerbsCommunications), typeof(VerbsData), typeof(VerbsDiagnostic), typeof(VerbsLifecycle), typeof(VerbsSecurity), typeof(VerbsOther)];
        var approved = groups.SelectMany(group => group.GetFields()).Select(field => (string)field.GetValue(null)!).ToHashSet();
        Assert.All(ModuleSurface.Cmdlets, cmdlet => Assert.Contains(cmdlet.Verb, approved));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void The_class_is_sealed_and_named_after_the_cmdlet(string cmdlet)
    {
        var info = ModuleSurface.Cmdlet(cmdlet);
        Assert.True(info.ImplementingType.IsSealed);
        Assert.Equal($"{info.Verb}{info.Noun}Command", info.ImplementingType.Name);
        Assert.NotEmpty(info.OutputType);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void What_the_cmdlet_gives_has_a_table_of_six_columns_at_most(string cmdlet)
    {
        var tables = Tables();
        foreach (var output in ModuleSurface.Cmdlet(cmdlet).OutputType.Where(output => output.Type.Assembly.GetName().Name!.StartsWith("CalicoPolicy", StringComparison.Ordinal)))
        {
            var table = Ancestry(output.Type).Select(type => tables.GetValueOrDefault(type.FullName!)).FirstOrDefault(columns => columns > 0);
            Assert.True(table > 0, $"{output.Name} has no table.");
            Assert.InRange(table, 1, 6);
        }
    }

    [Fact]
    public void Each_cmdlet_has_a_file_of_Pester_tests_and_each_file_a_cmdlet()
    {
        var files = Directory.EnumerateFiles(Repository.Path("tests", "Pester"), "*.Tests.ps1").Select(path => Path.GetFileName(path)[..^".Tests.ps1".Length])
            .Where(name => name != "FirstLook").Order(StringComparer.Ordinal);
        Assert.Equal(ModuleSurface.Cmdlets.Select(cmdlet => cmdlet.Name), files);
    }

    private static IEnumerable<string> ManifestList(string key)
    {
        var manifest = (HashtableAst)Parser.ParseFile(Repository.Path("CalicoPolicy.psd1"), out _, out _).Find(node => node is HashtableAst, searchNestedScriptBlocks: false)!;
        var value = manifest.KeyValuePairs.Single(pair => pair.Item1.SafeGetValue() is string name && name == key).Item2;
        return value.FindAll(node => node is StringConstantExpressionAst, searchNestedScriptBlocks: false).Cast<StringConstantExpressionAst>().Select(text => text.Value);
    }

    private static Dictionary<string, int> Tables()
    {
        var views = XDocument.Load(Repository.Path("src", "CalicoPolicy", "CalicoPolicy.Format.ps1xml")).Descendants("View").Where(view => view.Element("TableControl") is not null);
        return views.SelectMany(view => view.Descendants("TypeName").Select(type => (type.Value, Columns: view.Descendants("TableColumnItem").Count())))
            .ToDictionary(entry => entry.Value, entry => entry.Columns, StringComparer.Ordinal);
    }

    private static IEnumerable<Type> Ancestry(Type type)
    {
        for (var current = type; current is not null; current = current.BaseType) yield return current;
    }
}
