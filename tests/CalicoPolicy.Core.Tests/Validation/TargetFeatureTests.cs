using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Tests.Rules;
using static CalicoPolicy.Core.Tests.Validation.Samples;

namespace CalicoPolicy.Core.Tests.Validation;

/// <summary>What a product or version lacks (decision 13).</summary>
public class TargetFeatureTests
{
    private const string Domains = "{action: Allow, destination: {domains: [example.com]}}";
    private const string Headers = "{action: Allow, http: {headers: [{header: a, operator: Exists}]}}";

    public static TheoryData<string, string, string?> Cases => new()
    {
        { Egress(Domains), "OpenSource", "$.spec.egress[0].destination.domains" },
        { Egress(Domains), "Enterprise", null },
        { Ingress(Headers), "OpenSource/3.31", "$.spec.ingress[0].http.headers" },
        { Ingress(Headers), "Enterprise/3.18", null },
        { Set("{allowedEgressDomains: [example.com]}"), "OpenSource", "$.spec.allowedEgressDomains" },
        { Set("{allowedEgressDomains: [example.com]}"), "Enterprise", null },
        { Feed("{}"), "OpenSource", "$.kind" },
        { Feed("{}"), "Enterprise", null },
        { Scope("{}"), "OpenSource", "$.kind" },
        { Staged("{}"), "OpenSource/3.29", "$.kind" },
        { Staged("{}"), "OpenSource/3.30", null },
        { Staged("{}"), "Enterprise/3.18", null },
        { StagedKubernetes("{podSelector: {}}"), "OpenSource/3.29", "$.kind" },
        { Tier("t"), "OpenSource/3.29", "$.kind" },
        { Tier("t"), "OpenSource/3.30", null },
        { Tier("t", "{defaultAction: Pass}"), "Enterprise/3.18", "$.spec.defaultAction" },
        { Tier("t", "{defaultAction: Pass}"), "Enterprise/3.24", null },
        { Tier("t", "{order: 1}"), "Enterprise/3.18", null },
        { Scope("{hostEndpointSpec: {}}"), "Enterprise/3.22", "$.spec.hostEndpointSpec" },
        { Scope("{hostEndpointSpec: {}}"), "Enterprise/3.23", null },
        { Np("{order: 1}"), "OpenSource/3.29", null },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_kind_or_field_that_the_target_lacks_is_refused(string yaml, string target, string? path) => Assert.Equal(
        path is null ? [] : [path],
        Input.Judge(yaml, new() { IncludeRule = ["CP3001"], Target = CalicoTarget.Parse(target) }).Select(finding => finding.JsonPath));

    [Fact]
    public void Without_a_target_what_only_Enterprise_has_makes_it_Enterprise() => Assert.Empty(Errors(Egress(Domains) + "---\n" + Feed("{}")));

    [Fact]
    public void The_message_names_the_target() => Assert.Contains(
        "OpenSource/3.31 has no domains here",
        Input.Judge(Egress(Domains), new() { IncludeRule = ["CP3001"], Target = CalicoTarget.Parse("OpenSource/3.31") })[0].Message,
        StringComparison.Ordinal);
}
