using System.Globalization;
using CalicoPolicy.Core.Publishing.Guard;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Core.Tests.Rules;
using static CalicoPolicy.Core.Tests.Rules.Yaml;

namespace CalicoPolicy.Core.Tests.Publishing.Guard;

/// <summary>The guard's work grows with the cluster and no faster.</summary>
public class LockoutGuardScaleTests
{
    [Fact]
    public void Twice_the_pods_are_twice_the_work()
    {
        Work(200, 10);
        var (small, large) = (Work(2000, 10), Work(4000, 10));
        Assert.InRange((double)large / small, 1, 2.4);
    }

    [Fact]
    public void Twice_the_hosts_that_no_policy_tells_apart_are_twice_the_work()
    {
        Work(200, 10);
        var (small, large) = (Work(200, 200), Work(200, 400));
        Assert.InRange((double)large / small, 1, 2.4);
    }

    [Fact]
    public void All_endpoints_are_counted_and_few_are_named()
    {
        var (before, after) = Cluster(3000, 10);
        var dns = Assert.Single(LockoutGuard.Check(before, after, cancellationToken: TestContext.Current.CancellationToken), lockout => lockout.Family == "dns");
        Assert.Equal((3000, 10), (dns.EndpointCount, dns.Endpoints.Count));
    }

    /// <summary>How many bytes a check takes.</summary>
    private static long Work(int pods, int hosts)
    {
        var (before, after) = Cluster(pods, hosts);
        var start = GC.GetAllocatedBytesForCurrentThread();
        Assert.NotEmpty(LockoutGuard.Check(before, after, cancellationToken: TestContext.Current.CancellationToken));
        return GC.GetAllocatedBytesForCurrentThread() - start;
    }

    private static (PolicySnapshot Before, PolicySnapshot After) Cluster(int pods, int hosts)
    {
        var resources = Input.Read(Rules.Yaml.Documents(GuardedCluster.Text));
        for (var number = 0; number < pods; number++)
        {
            var text = number.ToString(CultureInfo.InvariantCulture);
            resources.Add(new Pod
            {
                // Each has a label of its own, as pods of a StatefulSet do.
                Metadata = new() { Name = $"p-{text}", Namespace = "many", Labels = LabelMap.Of([new("app", number % 2 == 0 ? "a" : "b"), new("pod-name", text)]) },
                NodeName = $"n-{(number % hosts).ToString(CultureInfo.InvariantCulture)}",
                Phase = "Running",
                IPs = [Address(10, number)],
            });
        }

        for (var number = 0; number < hosts; number++)
        {
            var name = $"n-{number.ToString(CultureInfo.InvariantCulture)}";
            resources.Add(new Node { Metadata = new() { Name = name }, Addresses = [new() { Type = "InternalIP", Address = Address(172, number) }] });
            resources.Add(new HostEndpoint { Metadata = new() { Name = name, Labels = LabelMap.Of([new("host", name)]) }, Node = name, InterfaceName = "*", ExpectedIPs = [Address(172, number)], Profiles = ["projectcalico-default-allow"] });
        }

        var before = PolicySnapshot.Of(resources, new() { IsLive = true }, TestContext.Current.CancellationToken);
        return (before, before.With(Input.Read(NetworkPolicy("types: [Egress]", "default.deny", "many")), cancellationToken: TestContext.Current.CancellationToken));
    }

    private static string Address(int first, int number) => string.Create(CultureInfo.InvariantCulture, $"{first}.16.{number / 250}.{(number % 250) + 1}");
}
