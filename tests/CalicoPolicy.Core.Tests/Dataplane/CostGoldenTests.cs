using System.Globalization;
using System.Text;
using CalicoPolicy.Core.Dataplane;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Tests.Rules;

namespace CalicoPolicy.Core.Tests.Dataplane;

/// <summary>The cost of the page's cluster and of the example shop, in full; a run with CALICOPOLICY_ACCEPT=1 writes the file anew.</summary>
public class CostGoldenTests
{
    private static string GoldenFile => RepositoryFiles.PathOf("tests", "CalicoPolicy.Core.Tests", "Golden", "policy-costs.txt");

    [Fact]
    public void The_figures_are_those_of_the_golden_file()
    {
        var text = new StringBuilder();
        foreach (var (name, resources) in ((string, IReadOnlyList<Resource>)[])[("page", [.. PageCluster.Pods, PageCluster.Policy, PageCluster.Grown]), ("shop", Shop())])
        {
            foreach (var dataplane in Enum.GetValues<DataplaneMode>())
            {
                foreach (var logsFlows in (bool[])[false, true])
                {
                    text.Append(CultureInfo.InvariantCulture, $"# {name}, {dataplane}{(logsFlows ? ", flow logs" : "")}\n");
                    Write(text, Costing.Of(resources, new() { Dataplane = dataplane, LogsFlows = logsFlows }));
                }
            }
        }

        if (RepositoryFiles.IsAccepting) File.WriteAllText(GoldenFile, text.ToString());
        Assert.Equal(File.ReadAllText(GoldenFile), text.ToString());
    }

    private static void Write(StringBuilder text, CostReport report)
    {
        text.Append(CultureInfo.InvariantCulture, $"{report}; ratio {report.WasteRatio:0.00}; latency {report.Latency?.ToString() ?? "unknown"}\n");
        foreach (var policy in report.Policies.Take(10)) text.Append(CultureInfo.InvariantCulture, $"  {policy}; {policy.Rules} rules on {policy.Nodes} nodes; {policy.Latency?.ToString() ?? "no latency"}\n");
        foreach (var node in report.Nodes) text.Append(CultureInfo.InvariantCulture, $"  {node}; {node.Chains} chains, {node.Policies} policies, {node.Endpoints} endpoints, {node.Jumps} jumps\n");
        foreach (var endpoint in report.Endpoints)
            text.Append(CultureInfo.InvariantCulture, $"  {endpoint.Count} x {endpoint}; {endpoint.Policies} policies, {endpoint.OwnRules} own, {endpoint.Rendered} rendered, {endpoint.Wasted} in vain, {endpoint.IngressJumps}/{endpoint.EgressJumps} jumps\n");
        foreach (var assumption in report.Assumptions) text.Append(CultureInfo.InvariantCulture, $"  {assumption}\n");
    }

    private static IReadOnlyList<Resource> Shop() =>
        [.. Directory.EnumerateFiles(RepositoryFiles.PathOf("docs", "examples", "shop"), "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).SelectMany(file => Input.Read(File.ReadAllText(file)))];
}
