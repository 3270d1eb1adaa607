using System.Globalization;
using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Tests.Shared;
using CalicoPolicy.Yaml;

namespace CalicoPolicy.Benchmarks.Measuring;

/// <summary>Flows between the workloads of the example shop and outside, traced in the engine of PowerShell and without it.</summary>
internal static class FlowTraces
{
    private static readonly string[] Inside = ["shop/web", "shop/orders", "shop/cart", "shop/worker", "data/orders-db", "data/cache", "payments/payments", "monitoring/grafana", "edge/gateway"];

    private static string Shop => Repository.Path("docs", "examples", "shop");

    public static IReadOnlyList<Measurement> Measure(int count)
    {
        using var engine = new HostedEngine();
        engine.ImportModule();
        engine.Run("param($folder, $sources, $destinations, $ports) $global:shop = Import-PolicySnapshot $folder -Recurse; $global:flows = for ($i = 0; $i -lt $sources.Count; $i++) { [pscustomobject]@{ Source = $sources[$i]; Destination = $destinations[$i]; Protocol = 'TCP'; Port = $ports[$i] } }", Shop, Sources(count), Destinations(count), Ports(count));
        var first = Stopwatches.Measure("Trace-PolicyFlow from the pipeline, the first time", () => Count(engine));
        return
        [
            first,
            Stopwatches.Measure("the same, warm", () => Count(engine)),
            Plain(count),
        ];
    }

    private static long Count(HostedEngine engine) =>
        Convert.ToInt64(engine.Run("$answers = $flows | Trace-PolicyFlow -Snapshot $shop; $answers.Count")[^1].BaseObject, CultureInfo.InvariantCulture);

    private static Measurement Plain(int count)
    {
        var resources = new ResourceReader(new YamlFormat()).ReadFiles(ResourceFiles.Expand([Shop], isRecursive: true, CancellationToken.None), CancellationToken.None).SelectMany(result => result.Resources);
        var tracer = FlowTracer.Create(PolicySnapshot.Of(resources));
        var (sources, destinations, ports) = (Sources(count), Destinations(count), Ports(count));
        return Stopwatches.Measure("the answers without PowerShell", () =>
        {
            var answers = new List<FlowAnswer>(count);
            for (var index = 0; index < count; index++) answers.AddRange(tracer.Ask(new(sources[index], destinations[index]) { Protocol = Protocol.Tcp, Port = ports[index] }));
            return answers.Count;
        });
    }

    // Every fourth comes from outside, each from another address.
    private static string[] Sources(int count) => [.. Enumerable.Range(0, count).Select(index => index % 4 == 0
        ? string.Create(CultureInfo.InvariantCulture, $"203.{(index >> 16) & 255}.{(index >> 8) & 255}.{index & 255}")
        : Inside[index % Inside.Length])];

    private static string[] Destinations(int count) => [.. Enumerable.Range(0, count).Select(index => Inside[((index * 5) + 1) % Inside.Length])];

    private static int[] Ports(int count) => [.. Enumerable.Range(0, count).Select(index => new[] { 8080, 5432, 6379, 8443, 443 }[index % 5])];
}
