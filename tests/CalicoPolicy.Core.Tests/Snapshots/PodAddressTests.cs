using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Core.Tests.Rules;

namespace CalicoPolicy.Core.Tests.Snapshots;

/// <summary>Where addresses of pods lie that are not known.</summary>
public class PodAddressTests
{
    private const string Pool = "apiVersion: projectcalico.org/v3\nkind: IPPool\nmetadata: {name: p}\nspec: {cidr: 10.244.0.0/16, disabled: true}\n";
    private const string ForServices = "apiVersion: projectcalico.org/v3\nkind: IPPool\nmetadata: {name: lb}\nspec: {cidr: 203.0.113.0/24, allowedUses: [LoadBalancer]}\n";
    private const string Node = "apiVersion: v1\nkind: Node\nmetadata: {name: n1}\nspec: {podCIDR: 172.20.0.0/24}\n";

    [Theory]
    [InlineData("", "10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 100.64.0.0/10 fc00::/7")]
    [InlineData(Node, "172.20.0.0/24")]
    [InlineData("ipam: Calico", "10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 100.64.0.0/10 fc00::/7")]
    public void Without_pools_the_nodes_say_it_or_any_private_address_will_do(string documents, string expected) => Assert.Equal(expected, BlocksOf(documents));

    [Fact]
    public void Calicos_own_management_takes_addresses_of_pools_and_of_nothing_else() =>
        Assert.Equal("10.244.0.0/16", BlocksOf("ipam: Calico", Pool, ForServices, Node));

    [Fact]
    public void Host_local_takes_those_of_the_node() => Assert.Equal("172.20.0.0/24", BlocksOf("ipam: HostLocal", Pool, Node));

    [Fact]
    public void Another_takes_what_it_likes() => Assert.Equal(
        "10.244.0.0/16 172.20.0.0/24 10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 100.64.0.0/10 fc00::/7", BlocksOf("ipam: AmazonVPC", Pool, Node));

    [Fact]
    public void Where_nobody_says_whose_management_it_is_pods_in_the_pools_tell() => Assert.Equal("10.244.0.0/16", BlocksOf(Pool, Pod("10.244.0.7")));

    [Fact]
    public void A_pod_outside_of_the_pools_tells_that_there_are_others()
    {
        Assert.Equal("10.244.0.0/16 10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 100.64.0.0/10", BlocksOf("ipam: Calico", Pool, Pod("10.1.0.7")));
        Assert.Equal("10.244.0.0/16 fc00::/7", BlocksOf("ipam: Calico", Pool, Pod("'fd00::7'")));
        Assert.Equal("10.244.0.0/16 10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 100.64.0.0/10 0.0.0.0/0", BlocksOf("ipam: Calico", Pool, Pod("198.51.100.7")));
    }

    [Fact]
    public void Pools_that_could_not_be_read_leave_any_private_address_possible()
    {
        var snapshot = PolicySnapshot.Of(Read(["ipam: Calico", Pool]), new() { IsLive = true, Gaps = [new("IPPool", null, null, "no")] }, TestContext.Current.CancellationToken);
        Assert.Equal("10.244.0.0/16 10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 100.64.0.0/10 fc00::/7", string.Join(' ', snapshot.PodBlocks));
    }

    private static string Pod(string address) => $"apiVersion: v1\nkind: Pod\nmetadata: {{name: p, namespace: shop}}\nspec: {{}}\nstatus: {{phase: Running, podIP: {address}}}\n";

    private static string BlocksOf(params string[] documents) =>
        string.Join(' ', PolicySnapshot.Of(Read(documents), new() { IsLive = true }, TestContext.Current.CancellationToken).PodBlocks);

    private static IEnumerable<Resource> Read(string[] documents) => documents.Where(document => document.Length > 0).SelectMany(document => Input.Read(
        document.StartsWith("ipam: ", StringComparison.Ordinal)
            ? $"apiVersion: operator.tigera.io/v1\nkind: Installation\nmetadata: {{name: default}}\nspec: {{cni: {{ipam: {{type: {document["ipam: ".Length..]}}}}}}}\n"
            : document));
}
