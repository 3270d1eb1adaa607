using System.Globalization;
using CalicoPolicy.Benchmarks.Clusters;
using CalicoPolicy.Benchmarks.Measuring;
using CalicoPolicy.Core.Connectivity;
using CalicoPolicy.Core.Documents.Export;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Tests.Shared;
using CalicoPolicy.Yaml;

namespace CalicoPolicy.Benchmarks.Commands;

/// <summary>How long all pairs take: of workloads in files, by the whole program, and of the pods of a large cluster.</summary>
internal static class ConnectivityCommand
{
    /// <summary>The hidden measurement of a large cluster.</summary>
    public const string Pods = "pods";

    private const string Summary = """
        $rows = Get-PolicyConnectivity -Snapshot 'FOLDER' -Complete
        "$($rows.Count) rows"
        foreach ($row in $rows) { "$row" }
        """;

    public static int Run(string[] args)
    {
        var options = new CommandOptions(args, "runs");
        var runs = options.Number("runs", 3);
        var console = Repository.Path("out", "build", "bin", "CalicoPolicy.Console", "release", OperatingSystem.IsWindows() ? "calico-policy.exe" : "calico-policy");
        foreach (var (count, aim) in new[] { (100, 1000.0), (1000, 3000.0) })
        {
            var folder = Directory.CreateTempSubdirectory("calico-policy-cluster-");
            try
            {
                File.WriteAllText(Path.Combine(folder.FullName, "cluster.yaml"), ResourceText.Of(ManyWorkloads.Deployments(count, count), new YamlFormat(), keepServerMetadata: false));
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n{count} workloads x {count} policies, calico-policy from start to end: read, all pairs, grouped, each row printed:"));
                var times = Enumerable.Range(0, runs).Select(_ => FreshProcess.Run(console, "-Command", Summary.Replace("FOLDER", folder.FullName, StringComparison.Ordinal))).ToList();
                Console.WriteLine($"  {times[0].Output.Split('\n')[0]}\n  time       {new Series(times.Select(time => time.Milliseconds)).Show("ms", aim)}");
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        }

        foreach (var pods in (int[])[100_000, 200_000])
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n{pods} pods in 400 namespaces with 2,000 sets of labels, 10,000 policies, a fresh process each time:"));
            var measured = Enumerable.Range(0, runs).Select(_ => FreshProcess.Measure(Pods, pods.ToString(CultureInfo.InvariantCulture))).ToList();
            for (var stage = 0; stage < measured[0].Count; stage++)
            {
                Console.WriteLine($"  {measured[0][stage].Name,-20} {new Series(measured.Select(run => run[stage].Milliseconds)).Show("ms")}   {measured[0][stage].Count} out   {measured[0][stage].Remark}");
            }

            Console.WriteLine($"  {"compile + all pairs",-20} {new Series(measured.Select(run => run[1].Milliseconds + run[2].Milliseconds)).Show("ms", 10_000)}");
            Console.WriteLine($"  {"peak",-20} {new Series(measured.Select(run => run[^1].PeakMegabytes)).Show("MB", 2000)}");
        }

        return 0;
    }

    /// <summary>Measures the stages of a large cluster in this process.</summary>
    public static IReadOnlyList<Measurement> MeasurePods(int pods)
    {
        var resources = ManyWorkloads.Pods(pods, namespaces: 400, labelSets: 2000, policies: 10_000);
        PolicySnapshot? snapshot = null;
        PolicyEngine? engine = null;
        ConnectivityMap? map = null;
        var stages = new List<Measurement>
        {
            Stopwatches.Measure("snapshot", () => (snapshot = PolicySnapshot.Of(resources, new() { IsComplete = true })).Endpoints.Count),
            Stopwatches.Measure("compile", () => (engine = PolicyEngine.Compile(snapshot!)).Snapshot.Policies.Count()),
            Stopwatches.Measure("all pairs", () => (map = ConnectivityMap.Of(engine!)).Peers.Count),
            Stopwatches.Measure("rows", () => ConnectivityRows.Of(map!, new()).Count),
        };
        stages[2] = stages[2] with { Remark = string.Create(CultureInfo.InvariantCulture, $"{map!.Work} sets gone through") };
        return stages;
    }
}
