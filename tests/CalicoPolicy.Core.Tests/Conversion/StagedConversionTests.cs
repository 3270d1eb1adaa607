using CalicoPolicy.Core.Conversion;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Tests.Documents;

namespace CalicoPolicy.Core.Tests.Conversion;

public class StagedConversionTests
{
    private static readonly LabelMap Marked = LabelMap.Of([new("policyrecommendation.tigera.io/scope", "Private"), new("owner", "web")]);

    private static readonly StagedNetworkPolicy Recommended = new()
    {
        Metadata = new()
        {
            Name = "shop-x7k2p",
            Namespace = "shop",
            Labels = LabelMap.Of([new("projectcalico.org/spec.stagedAction", "Set"), new("projectcalico.org/tier", "namespace-isolation")]),
            Annotations = LabelMap.Of([new("policyrecommendation.tigera.io/status", "Stable"), new("note", "x")]),
            OwnerReferences = [new() { Kind = "PolicyRecommendationScope", Name = "default" }],
            UnknownFields = [new("resourceVersion", Trees.String("9")), new("mine", Trees.String("kept"))],
        },
        Tier = "namespace-isolation",
        StagedAction = StagedAction.Set,
        UnknownFields = [new("status", Trees.Map()), new("other", Trees.String("kept"))],
        UnknownSpecFields = [new("novel", Trees.String("kept"))],
        Ingress =
        [
            new() { Action = PolicyAction.Allow, Metadata = new() { Annotations = Marked.Without(key => key == "owner") } },
            new() { Action = PolicyAction.Allow, Metadata = new() { Annotations = Marked } },
            new() { Action = PolicyAction.Deny },
        ],
    };

    private static NetworkPolicy Enforced => Assert.IsType<NetworkPolicy>(StagedConversion.Enforce(Recommended).Resource);

    [Fact]
    public void Enforcing_drops_what_the_recommendation_engine_wrote()
    {
        Assert.Equal(LabelMap.Of([new("projectcalico.org/tier", "namespace-isolation")]), Enforced.Labels);
        Assert.Equal(LabelMap.Of([new("note", "x")]), Enforced.Annotations);
        Assert.Empty(Enforced.Metadata.OwnerReferences);
        Assert.Equal([null, LabelMap.Of([new("owner", "web")]), null], Enforced.Ingress.Select(rule => rule.Metadata?.Annotations));
    }

    [Fact]
    public void Enforcing_keeps_unknown_fields_and_drops_those_of_the_server()
    {
        Assert.Equal("mine", Assert.Single(Enforced.Metadata.UnknownFields).Name);
        Assert.Equal("other", Assert.Single(Enforced.UnknownFields).Name);
        Assert.Equal("novel", Assert.Single(Enforced.UnknownSpecFields).Name);
        Assert.Equal(("shop-x7k2p", "shop", "namespace-isolation"), (Enforced.Name, Enforced.Namespace, Enforced.Tier));
    }

    [Fact]
    public void Metadata_of_a_rule_with_an_unknown_field_stays()
    {
        var metadata = new RuleMetadata { Annotations = Marked.Without(key => key == "owner"), UnknownFields = [new("novel", Trees.String("x"))] };
        var policy = (NetworkPolicy)StagedConversion.Enforce(Recommended with { Ingress = [new() { Metadata = metadata }] }).Resource!;
        Assert.Equal(metadata with { Annotations = LabelMap.None }, policy.Ingress[0].Metadata);
    }

    [Fact]
    public void A_staged_deletion_has_no_enforced_form()
    {
        var result = StagedConversion.Enforce(Recommended with { StagedAction = StagedAction.Delete });
        Assert.Null(result.Resource);
        var error = Assert.Single(result.Errors);
        Assert.Equal(ConversionErrorCode.StagedDeletion, error.Code);
        Assert.Contains("Remove-Policy", error.Action, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Set", false)]
    [InlineData("Learn", true)]
    [InlineData("Ignore", true)]
    public void Recommendations_are_enforced_with_a_warning(string action, bool warns)
    {
        var result = StagedConversion.Enforce(Recommended with { StagedAction = new(action) });
        Assert.Equal(Enforced, result.Resource);
        Assert.Equal(warns, result.Warning is not null);
        Assert.Contains("StagedNetworkPolicy shop/shop-x7k2p", result.Warning ?? Recommended.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_action_that_Calico_does_not_know_is_an_error()
    {
        var error = Assert.Single(StagedConversion.Enforce(Recommended with { StagedAction = new("set") }).Errors);
        Assert.Equal(ConversionErrorCode.FieldNotConvertible, error.Code);
        Assert.Contains("$.spec.stagedAction", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_kinds_are_errors()
    {
        Assert.All(
            [StagedConversion.Enforce(new NetworkPolicy()), StagedConversion.Enforce(new Tier()), StagedConversion.Stage(new Tier(), StagedAction.Set),
             StagedConversion.Stage(Recommended, StagedAction.Set), StagedConversion.Stage(new ClusterNetworkPolicy(), StagedAction.Set)],
            result => Assert.Equal(ConversionErrorCode.KindNotConvertible, Assert.Single(result.Errors).Code));
    }

    [Theory]
    [InlineData("OpenSource/3.29", false)]
    [InlineData("OpenSource/3.30", true)]
    [InlineData("Enterprise/3.18", true)]
    public void Staged_kinds_are_open_source_from_3_30(string target, bool isThere) =>
        Assert.Equal(isThere, StagedConversion.Stage(Enforced, StagedAction.Set, CalicoTarget.Parse(target)).Errors.Count == 0);

    [Fact]
    public void The_action_is_written_out_once()
    {
        var from = Enforced with { UnknownSpecFields = [new("stagedAction", Trees.String("Learn")), new("novel", Trees.String("x"))] };
        var staged = Assert.IsType<StagedNetworkPolicy>(StagedConversion.Stage(from, StagedAction.Ignore).Resource);
        Assert.Equal(StagedAction.Ignore, staged.DeclaredStagedAction);
        Assert.Equal("novel", Assert.Single(staged.UnknownSpecFields).Name);
    }

    [Fact]
    public void The_place_and_the_documents_stay()
    {
        var policy = Converted.Read("podSelector: {}");
        var staged = StagedConversion.Stage(policy, StagedAction.Set).Resource!;
        Assert.Same(policy.Location, staged.Location);
        Assert.Equal(policy.Origins, staged.Origins);
    }
}
