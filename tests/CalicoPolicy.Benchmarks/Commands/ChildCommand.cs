using System.Text.Json;
using CalicoPolicy.Benchmarks.Measuring;

namespace CalicoPolicy.Benchmarks.Commands;

/// <summary>One measurement in a fresh process; prints its figures as one line of JSON.</summary>
internal static class ChildCommand
{
    public const string Name = "child";

    public static int Run(string[] args)
    {
        IReadOnlyList<Measurement> result = args switch
        {
            ["script", var script, .. var rest] => Script(script, rest),
            ["startup"] => Startup(),
            [ConnectivityCommand.Pods, var pods] => ConnectivityCommand.MeasurePods(int.Parse(pods, System.Globalization.CultureInfo.InvariantCulture)),
            [InventoryCommand.Rules or InventoryCommand.Cost, var pods, var policies, var sets] => InventoryCommand.Measure(
                args[0], int.Parse(pods, System.Globalization.CultureInfo.InvariantCulture), int.Parse(policies, System.Globalization.CultureInfo.InvariantCulture), int.Parse(sets, System.Globalization.CultureInfo.InvariantCulture)),
            [OptimizeCommand.Name, var namespaces] => OptimizeCommand.Measure(int.Parse(namespaces, System.Globalization.CultureInfo.InvariantCulture)),
            ["stages", var folder] => ReadingStages.Measure(folder),
            ["trace", var flows] => FlowTraces.Measure(int.Parse(flows, System.Globalization.CultureInfo.InvariantCulture)),
            _ => throw new UsageException("No such measurement."),
        };
        Console.WriteLine(JsonSerializer.Serialize(result));
        return 0;
    }

    private static IReadOnlyList<Measurement> Script(string script, string[] arguments)
    {
        using var engine = new HostedEngine();
        engine.ImportModule();
        long count = 0;
        var measured = Stopwatches.Measure(script, () => count = Convert.ToInt64(engine.Run(script, [.. arguments])[^1].BaseObject, System.Globalization.CultureInfo.InvariantCulture));
        return [measured];
    }

    private static IReadOnlyList<Measurement> Startup()
    {
        using var engine = new HostedEngine();
        using var empty = new EmptyModule();
        var first = Import("an empty module", empty.Path);
        var import = Import("Import-Module", HostedEngine.ModulePath);
        var before = HostedEngine.IsLoaded("YamlDotNet");
        var use = Stopwatches.Measure("first use", () => engine.Run("ConvertFrom-PolicyYaml \"apiVersion: projectcalico.org/v3`nkind: Tier`nmetadata: {name: a}\"").Count);
        return
        [
            first,
            import with { Remark = before ? "YamlDotNet is loaded" : "YamlDotNet is not loaded" },
            use with { Remark = HostedEngine.IsLoaded("YamlDotNet") ? "YamlDotNet is loaded" : "YamlDotNet is not loaded" },
        ];

        Measurement Import(string name, string path) => Stopwatches.Measure(name, () =>
        {
            engine.Run("param($path) Import-Module -Name $path", path);
            return 1;
        });
    }
}
