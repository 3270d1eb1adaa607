using System.Diagnostics;
using System.Globalization;
using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Validation;
using CalicoPolicy.Tests.Shared;
using CalicoPolicy.Tests.Shared.Corpus;
using Trees = CalicoPolicy.Core.Tests.Documents.Trees;

namespace CalicoPolicy.Core.Tests.Validation;

/// <summary>
/// Hundreds of policies, good ones and such with one mistake, are judged here and by a real API server with Calico's CRDs: what we pass the
/// server takes, and what the server refuses we refuse. (The server's CRDs do not know all that Calico's own validator refuses.)
/// </summary>
public class ComparisonServerTests(KubeApi api, ITestOutputHelper output)
{
    private static readonly RuleOptions Rejected = new() { MinimumSeverity = FindingSeverity.Error, Target = CalicoTarget.Parse("OpenSource") };

    [Fact]
    public async Task What_passes_is_accepted_and_what_the_server_refuses_is_refused()
    {
        var server = await api.CrdAsync();
        var ns = KubeServer.NewName("validation");
        await server.KubectlAsync(null, "create", "namespace", ns);
        try
        {
            var all = Generated(ns).Concat(OfTheTable(ns)).ToList();
            var (accepted, said) = await AskAsync(server, all);
            var wrong = all.Where(one => !accepted.Contains(one) && one.Findings.Count == 0).ToList();
            Assert.True(wrong.Count == 0, $"{wrong.Count} were passed and refused, as: {string.Join("\n", wrong.Take(5).Select(one => $"{one.Reason}: {Text([one])}"))}\n{said}");

            var refused = all.Where(one => !accepted.Contains(one)).ToList();
            foreach (var reason in refused.GroupBy(one => one.Reason).OrderByDescending(group => group.Count()))
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{reason.Count(),4} {reason.Key}"));
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{all.Count} resources: {refused.Count} refused by the server, {all.Count(one => one.Findings.Count > 0)} by us, {all.Count(one => one.Findings.Count == 0)} passed by both"));
            Assert.True(all.Count >= 600, $"Only {all.Count} resources.");
            Assert.True(refused.Count >= 150, $"The server refused only {refused.Count}.");
            Assert.True(all.Count(one => one.Findings.Count == 0) >= 150, "Too few good resources.");

            // A good policy is refused by neither; a planted mistake is found by us, whatever the server says.
            Assert.Empty(all.Where(one => one.Reason.Length == 0 && one.Findings.Count > 0).Select(one => one.Findings[0].ToString()));
            Assert.Empty(all.Where(one => one.Reason.Length > 0 && one.Findings.Count == 0).Select(one => one.Reason).Distinct());
        }
        finally
        {
            await server.KubectlAsync(null, "delete", "namespace", ns, "--wait=false");
        }
    }

    private static IEnumerable<Judged> Generated(string ns)
    {
        var random = new Random(41);
        for (var index = 0; index < 600 * TestScale.Factor; index++)
        {
            var policy = CorpusPolicies.Policy(random, index);
            policy["metadata"]!["name"] = string.Create(CultureInfo.InvariantCulture, $"generated-{index}");
            if (policy["metadata"]!["namespace"] is not null) policy["metadata"]!["namespace"] = ns;
            var fault = index % 3 == 0 ? null : PlantedFault.All[random.Next(PlantedFault.All.Count)];
            if (fault?.Plant(policy, random) == false) fault = null;
            yield return Judge(Read(policy.ToJsonString()), fault?.Name ?? string.Empty);
        }
    }

    private static IEnumerable<Judged> OfTheTable(string ns)
    {
        var index = 0;
        foreach (var row in ConstraintTableTests.Rows.Where(row => !row.IsEnterprise))
        {
            foreach (var (yaml, reason) in row.Valid.Select(yaml => (yaml, string.Empty)).Concat(row.Invalid.Select(one => (one.Yaml, row.ToString()))))
            {
                var resource = Assert.Single(Rules.Input.Read(yaml));
                if (resource is Profile or ClusterNetworkPolicy || resource.Name.Length == 0 || reason.Contains("a name", StringComparison.Ordinal) || reason.Contains("namespace is a DNS", StringComparison.Ordinal)) continue;
                var name = resource.Name == "x" ? string.Create(CultureInfo.InvariantCulture, $"row-{index++}") : resource.Name;
                var place = resource.Namespace is null || !resource.IsNamespaced ? resource.Namespace : ns;
                yield return Judge(resource with { Metadata = resource.Metadata with { Name = name, Namespace = place } }, reason);
            }
        }
    }

    private static Resource Read(string json)
    {
        var document = Assert.Single(JsonFormat.Instance.Read(new StringReader(json), null, ReadLimits.Default, TestContext.Current.CancellationToken));
        var mapped = ResourceMapper.Read(document, null);
        Assert.Empty(mapped.Errors);
        return Assert.Single(mapped.Resources);
    }

    private static Judged Judge(Resource resource, string reason) =>
        new(resource, reason, [.. RuleRunner.Run([resource], ValidationRules.Group, Rejected, TestContext.Current.CancellationToken)]);

    /// <summary>What the server takes, and the last of what it said. Objects of one name go in one after the other.</summary>
    private static async Task<(HashSet<Judged> Accepted, string Said)> AskAsync(KubeServer server, List<Judged> all)
    {
        var accepted = new HashSet<Judged>();
        var said = string.Empty;
        var left = all;
        while (left.Count > 0)
        {
            var batch = left.DistinctBy(one => one.Key).ToList();
            left = [.. left.Except(batch)];
            var (names, errors) = await DryRunAsync(server, Text(batch));
            accepted.UnionWith(batch.Where(one => names.Contains(one.Key)));
            if (errors.Length > 0) said = errors;
        }

        return (accepted, said[..Math.Min(said.Length, 4000)]);
    }

    private static string Text(IEnumerable<Judged> batch) => Trees.WriteYaml([.. batch.Select(one => ResourceMapper.Write(one.Resource))]);

    private static async Task<(HashSet<string> Names, string Errors)> DryRunAsync(KubeServer server, string yaml)
    {
        var start = new ProcessStartInfo("kubectl") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["--kubeconfig=" + server.AdminConfig, "create", "--dry-run=server", "--validate=strict", "-o", "name", "-f", "-"]) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(yaml);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return ([.. (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries)], await errors);
    }

    private sealed record Judged(Resource Resource, string Reason, IReadOnlyList<PolicyFinding> Findings)
    {
        /// <summary>The object as kubectl names it.</summary>
        public string Key => $"{Resource.Kind.ToLowerInvariant()}.{Resource.ApiVersion.Split('/')[0]}/{Resource.Name}";

        public bool Equals(Judged? other) => ReferenceEquals(this, other);

        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
    }
}
