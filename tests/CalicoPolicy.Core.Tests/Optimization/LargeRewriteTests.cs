using System.Diagnostics;
using System.Globalization;
using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Optimization;

/// <summary>Rewrites within policies on inputs that are large, or meant to do harm.</summary>
public sealed class LargeRewriteTests(ITestOutputHelper output)
{
    private const string Within = "SimplifySelectors,RemoveDuplicates,CollapseNets,CollapsePorts,MergeRules,ExtractSets";

    [Fact]
    public void Ten_thousand_policies_are_rewritten_in_seconds()
    {
        var policies = Enumerable.Range(0, 10_000).Select(Policy).ToList();
        var (report, time) = Timed(policies);
        output.WriteLine($"{policies.Count} policies, {policies.Sum(policy => policy.Ingress.Count)} rules in {time.TotalSeconds:0.0} s: {report.Resources.Sum(made => (made.Resource as TieredPolicy)?.Ingress.Count ?? 0)} rules and {report.Resources.Count - policies.Count} sets.");
        Assert.Equal(Equivalence.Proven, report.Equivalence);
        Assert.All(report.Resources.Where(made => made.Resource is NetworkPolicy), made => Assert.Equal(3, ((NetworkPolicy)made.Resource).Ingress.Count));
        Assert.InRange(time, TimeSpan.Zero, TimeSpan.FromMinutes(4));
    }

    [Fact]
    public void Ten_thousand_rules_are_merged_in_seconds()
    {
        var rules = Enumerable.Range(0, 10_000).Select(number => Rule($"10.{number / 250}.{number % 250}.1/32", 1 + (number % 500))).ToList();
        var (report, time) = Timed([new NetworkPolicy { Metadata = new() { Name = "x", Namespace = "x" }, Ingress = rules }]);
        output.WriteLine($"{rules.Count} rules in {time.TotalSeconds:0.0} s: {report.Resources.Select(made => made.Resource).OfType<NetworkPolicy>().Single().Ingress.Count} rules.");
        Assert.InRange(time, TimeSpan.Zero, TimeSpan.FromMinutes(4));
    }

    [Theory]
    [InlineData(" || ")]
    [InlineData(" && ")]
    public void A_selector_of_many_tests_takes_no_time(string between)
    {
        string[] selectors =
        [
            string.Join(between, Enumerable.Range(0, 1000).Select(number => $"a == '{number}'")),
            string.Join(between, Enumerable.Range(0, 90).Select(number => $"a{number}=='x'")),
            string.Join(between, Enumerable.Range(0, 30).Select(number => $"(a{number}=='x' || b{number}=='y')")),
            string.Join(between, Enumerable.Range(0, 30).Select(number => $"(a{number}=='x' && b{30 - number}!='y')")),
            $"{new string('(', 500)}a == 'x'{new string(')', 500)}",
            string.Concat(Enumerable.Range(0, 60).Select(number => $"!(a{number}=='x'{between}")) + "has(z)" + new string(')', 60),
        ];
        var policies = selectors.Select((selector, index) => new NetworkPolicy
        {
            Metadata = new() { Name = index.ToString(CultureInfo.InvariantCulture), Namespace = "x" },
            Selector = selector,
            Ingress = [new() { Action = PolicyAction.Allow, Source = new() { Selector = selector, NotSelector = selector } }],
        });
        var (_, time) = Timed([.. policies]);
        output.WriteLine($"{time.TotalSeconds:0.00} s");
        Assert.InRange(time, TimeSpan.Zero, TimeSpan.FromMinutes(2));
    }

    [Fact]
    public void The_work_can_be_ended()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.All(Within.Split(','), name => Assert.ThrowsAny<OperationCanceledException>(
            () => PolicyOptimizer.Optimize([Policy(1)], new() { Include = [name] }, source.Token)));
    }

    private static NetworkPolicy Policy(int number)
    {
        var ns = string.Create(CultureInfo.InvariantCulture, $"ns{number % 1000}");
        return new()
        {
            Metadata = new() { Name = string.Create(CultureInfo.InvariantCulture, $"p{number}"), Namespace = ns },
            Selector = string.Create(CultureInfo.InvariantCulture, $"app == 'a{number}' || app == 'b'"),
            Ingress =
            [
                Rule("10.0.0.0/25", 80), Rule("10.0.0.128/25", 80), Rule("10.0.1.0/24", 81),
                new() { Action = PolicyAction.Allow, Source = new() { Nets = [.. Enumerable.Range(0, 6).Select(host => string.Create(CultureInfo.InvariantCulture, $"10.1.{number % 200}.{host * 2}/32"))] } },
            ],
        };
    }

    private static PolicyRule Rule(string net, int port) => new()
    {
        Action = PolicyAction.Allow,
        Protocol = Protocol.Tcp,
        Source = new() { Nets = [net] },
        Destination = new() { Ports = [new(port)] },
    };

    private static (OptimizationReport Report, TimeSpan Time) Timed(IReadOnlyList<Resource> policies)
    {
        var clock = Stopwatch.StartNew();
        var report = PolicyOptimizer.Optimize(policies, new() { Include = Within.Split(',') }, TestContext.Current.CancellationToken);
        return (report, clock.Elapsed);
    }
}
