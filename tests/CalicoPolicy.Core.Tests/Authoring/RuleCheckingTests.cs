using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Authoring;

public class RuleCheckingTests
{
    private static readonly PolicyRule Allow = new() { Action = PolicyAction.Allow };

    [Fact]
    public void A_good_rule_has_no_fault() => Assert.Empty(RuleChecking.FaultsOf(
        Allow with { Protocol = Protocol.Tcp, Source = new() { Selector = "app == 'a'" }, Destination = new() { Ports = [new(80)] } }));

    [Fact]
    public void What_is_wrong_anywhere_is_a_fault_without_a_place()
    {
        var fault = Assert.Single(RuleChecking.FaultsOf(Allow with { Protocol = Protocol.Tcp, Destination = new() { Ports = [new("80-90")] } }));
        Assert.Equal(
            ("destination.ports[0]", "'80-90' is no range: Calico writes ranges with a colon (destination.ports).", "Write '80:90'."),
            (fault.Field, fault.Message, fault.Recommendation));
    }

    [Fact]
    public void What_is_wrong_of_the_whole_rule_names_it() => Assert.Equal(
        "icmp: The rule has icmp, and its protocol is TCP.",
        Assert.Single(RuleChecking.FaultsOf(Allow with { Protocol = Protocol.Tcp, Icmp = new() { Type = 8 } })).ToString());

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_right_in_one_direction_is_no_fault(bool isSource)
    {
        var service = new PolicyPeer { Services = new() { Name = "a" } };
        Assert.Empty(RuleChecking.FaultsOf(isSource ? Allow with { Source = service } : Allow with { Destination = service }));
        Assert.Empty(RuleChecking.FaultsOf(Allow with { Http = new() { Methods = ["GET"] } }));
        Assert.Empty(RuleChecking.FaultsOf(Allow with { Destination = new() { Domains = ["example.com"] } }));
    }

    [Fact]
    public void A_peer_is_checked_on_either_side()
    {
        var fault = Assert.Single(RuleChecking.FaultsOf(new PolicyPeer { Nets = ["10.0.0.1"] }));
        Assert.Equal(("nets[0]", "'10.0.0.1' is no address block (nets)."), (fault.Field, fault.Message));
        Assert.Single(RuleChecking.FaultsOf(new PolicyPeer { Selector = "global()" }));
        Assert.Single(RuleChecking.FaultsOf(new PolicyPeer { Domains = ["a.*"] }), fault => fault.Field == "domains[0]");
    }

    [Fact]
    public void A_good_peer_has_no_fault()
    {
        Assert.Empty(RuleChecking.FaultsOf(PolicyPeer.None));
        Assert.Empty(RuleChecking.FaultsOf(new PolicyPeer { NamespaceSelector = "global()", Selector = "has(a)" }));
        Assert.Empty(RuleChecking.FaultsOf(new PolicyPeer { Services = new() { Name = "a" } }));
        Assert.Empty(RuleChecking.FaultsOf(new PolicyPeer { Ports = [new(80), new("http")] }));
    }
}
