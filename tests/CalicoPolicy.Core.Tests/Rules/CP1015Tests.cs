namespace CalicoPolicy.Core.Tests.Rules;

public class CP1015Tests
{
    [Theory]
    [InlineData(101, 0, "$.spec.ingress")]
    [InlineData(0, 101, "$.spec.egress")]
    [InlineData(50, 51, "$.spec.egress")]
    public void More_than_a_hundred_rules_are_found(int ingress, int egress, string path)
    {
        Assert.Equal([path], Input.Paths("CP1015", Yaml.NetworkPolicy(Spec(ingress, egress))));
        Assert.Equal([path], Input.Paths("CP1015", Yaml.GlobalNetworkPolicy(Spec(ingress, egress))));
    }

    [Theory]
    [InlineData(100, 0)]
    [InlineData(0, 100)]
    [InlineData(50, 50)]
    public void A_hundred_are_fine(int ingress, int egress) => Assert.Empty(Input.Paths("CP1015", Yaml.NetworkPolicy(Spec(ingress, egress))));

    [Fact]
    public void The_message_counts_and_says_what_the_last_rule_waits_for()
    {
        var message = Input.Single("CP1015", Yaml.NetworkPolicy(Spec(200, 20))).Message;
        Assert.Contains("has 220 rules, 200 for ingress and 20 for egress", message, StringComparison.Ordinal);
        Assert.Contains("0.25-0.5 microseconds", message, StringComparison.Ordinal);
        Assert.Contains("the last ingress rule comes after 50-100 microseconds", message, StringComparison.Ordinal);
    }

    private static string Spec(int ingress, int egress) => $"types: [Ingress, Egress]\ningress: [{Rules("source", ingress)}]\negress: [{Rules("destination", egress)}]";

    private static string Rules(string side, int count) =>
        string.Join(", ", Enumerable.Range(0, count).Select(index => $"{{action: Allow, {side}: {{selector: app == 'a{index}'}}}}"));
}
