using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Documents.Mapping;

public class EqualityTests
{
    [Fact]
    public void The_place_and_the_order_of_fields_do_not_count()
    {
        var left = Mapped.One<NetworkPolicy>("""
            {"apiVersion": "projectcalico.org/v3", "kind": "NetworkPolicy", "metadata": {"name": "p", "labels": {"a": "1", "b": "2"}},
             "spec": {"selector": "all()", "order": 1, "ingress": [{"action": "Allow", "source": {"nets": ["10.0.0.0/8"]}}], "new": {"x": 1, "y": 2}}}
            """);
        var right = Mapped.One<NetworkPolicy>("""
            {
              "spec": {"new": {"y": 2, "x": 1}, "ingress": [{"destination": {}, "source": {"nets": ["10.0.0.0/8"], "ports": []}, "action": "Allow"}], "egress": [], "order": 1.0, "selector": "all()"},
              "metadata": {"labels": {"b": "2", "a": "1"}, "name": "p"}, "kind": "NetworkPolicy", "apiVersion": "projectcalico.org/v3"
            }
            """);
        Assert.NotEqual(left.Location.Span, right.Location.Span);
        Assert.Equal(left, right);
        Assert.Equal(left.GetHashCode(), right.GetHashCode());
        Assert.Equal(left, left with { Location = Location.None, Origins = [] });
    }

    [Theory]
    [InlineData("""{"selector": "all()"}""", """{"selector": "all( )"}""")]
    [InlineData("""{"selector": ""}""", "{}")]
    [InlineData("""{"ingress": [{"action": "Allow"}]}""", """{"ingress": [{"action": "Deny"}]}""")]
    [InlineData("""{"ingress": [{"action": "Allow"}, {"action": "Deny"}]}""", """{"ingress": [{"action": "Deny"}, {"action": "Allow"}]}""")]
    [InlineData("""{"types": ["Ingress"]}""", "{}")]
    [InlineData("""{"new": 1}""", """{"new": 2}""")]
    [InlineData("""{"new": 1}""", """{"new": "1"}""")]
    [InlineData("""{"new": [1, 2]}""", """{"new": [2, 1]}""")]
    [InlineData("""{"new": {"a": 1}}""", """{"new": {"a": 1, "b": 1}}""")]
    [InlineData("""{"ingress": [{"action": "Allow", "new": 1}]}""", """{"ingress": [{"action": "Allow"}]}""")]
    [InlineData("""{"ingress": [{"source": {"nets": ["10.0.0.0/8"]}}]}""", """{"ingress": [{"destination": {"nets": ["10.0.0.0/8"]}}]}""")]
    public void The_content_counts(string left, string right) => Assert.NotEqual(Mapped.Policy(left), Mapped.Policy(right));

    [Fact]
    public void Kinds_are_told_apart()
    {
        Resource left = new NetworkSet { Metadata = new() { Name = "a" } };
        Resource right = new GlobalNetworkSet { Metadata = new() { Name = "a" } };
        Assert.NotEqual(left, right);
    }

    [Fact]
    public void A_kind_without_a_schema_is_the_callers_mistake() =>
        Assert.Throws<ArgumentException>(() => ResourceMapper.Write(new Foreign()));

    private sealed record Foreign : Resource
    {
        public override string ApiVersion => "example.com/v1";

        public override string Kind => "Foreign";

        public override bool IsNamespaced => false;
    }
}
