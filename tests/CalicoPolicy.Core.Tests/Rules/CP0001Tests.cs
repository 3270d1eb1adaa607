using CalicoPolicy.Core.Efficiency;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Tests.Rules;

/// <summary>Suppressions, and the rule on those that hide nothing.</summary>
public class CP0001Tests
{
    // CP1011 and CP5004.
    private const string Spec = "selector: app == 'x'\negress: [{action: Allow, protocol: TCP, destination: {nets: [192.0.2.1/32, 192.0.2.2/32], ports: [443]}}, {action: Allow}]";

    [Theory]
    [InlineData("", "CP1011,CP5004")]
    [InlineData(";  ; ", "CP1011,CP5004")]
    [InlineData("CP1011 the vendor has two", "CP5004")]
    [InlineData("CP1011", "CP5004")]
    [InlineData("cp1011 any case", "CP5004")]
    [InlineData("InlineCidrs by name", "CP5004")]
    [InlineData("CP1011 one; CP5004 two", "")]
    [InlineData(" CP1011\tone;AllowAny", "")]
    [InlineData("* all", "")]
    [InlineData("CP????", "")]
    [InlineData("CP101? those", "CP5004")]
    [InlineData("Allow*", "CP1011")]
    [InlineData("CP1013 does not occur", "CP0001,CP1011,CP5004")]
    [InlineData("CP1013 a; CP1011 b", "CP0001,CP5004")]
    [InlineData("CP9999 is none", "CP0001,CP1011,CP5004")]
    [InlineData("CP1013 a; CP9999 b; CP0001 known", "CP1011,CP5004")]
    [InlineData("CP3001 never", "CP0001,CP1011,CP5004")]
    public void An_entry_takes_the_findings_of_its_rules(string annotation, string expected) => Assert.Equal(
        expected, string.Join(',', Ids(Input.Judge(Annotated(annotation)))));

    [Fact]
    public void Each_unused_entry_is_found_where_it_stands()
    {
        var findings = Input.Judge(Annotated("CP1011 used;  CP1013 unused; CP9999 none"), new() { IncludeRule = ["CP0001", "CP1*"] });
        Assert.All(findings, finding => Assert.Equal(("CP0001", FindingSeverity.Low, "$.metadata.annotations['calicopolicy.io/ignore']", 7), (finding.RuleId, finding.Severity, finding.JsonPath, finding.Line)));
        Assert.Equal(["CP1013 unused; CP9999 none\"", "CP9999 none\""], findings.Select(Text));
        Assert.Equal(2, findings.Select(finding => finding.Fingerprint).Distinct().Count());

        static string Text(PolicyFinding finding) => Annotated("CP1011 used;  CP1013 unused; CP9999 none").Split('\n')[finding.Line!.Value - 1][(finding.Column!.Value - 1)..];
    }

    [Fact]
    public void The_reason_is_quoted() => Assert.Contains(
        "the vendor has two", Assert.Single(Input.Judge(Annotated("CP1013 the vendor has two")), finding => finding.RuleId == "CP0001").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("CP1013 a", "", "CP0001")]
    [InlineData("CP3018 a", "CP0001", "")]
    [InlineData("CP3001 a", "CP0001", "")]
    [InlineData("CP9999 a", "", "CP0001")]
    [InlineData("CP30* of both", "", "")]
    public void Each_entry_is_judged_by_one_cmdlet(string annotation, string byPolicy, string byEfficiency)
    {
        var resources = Input.Read(Annotated(annotation));
        Assert.Equal(byPolicy, string.Join(',', Ids(Run(resources, ValidationRules.Group))));
        Assert.Equal(byEfficiency, string.Join(',', Ids(Run(resources, EfficiencyRules.Group)).Except(["CP1011", "CP5004"])));
    }

    [Theory]
    [InlineData("CP1013 a", "CP1*", null, 0)]
    [InlineData("CP1013 a", "CP0001", null, 0)]
    [InlineData("CP1013 a", "CP0001,CP1013", null, 1)]
    [InlineData("CP1013 a", null, "CP1013", 0)]
    [InlineData("CP1013 a", null, "CP0001", 0)]
    [InlineData("CP1013 a", null, "CP3*", 1)]
    public void Entries_for_rules_that_did_not_run_are_not_judged(string annotation, string? include, string? exclude, int expected) => Assert.Equal(
        expected,
        Input.Judge(Annotated(annotation), new() { IncludeRule = include?.Split(',') ?? [], ExcludeRule = exclude is null ? [] : [exclude] }).Count(finding => finding.RuleId == "CP0001"));

    [Fact]
    public void Rules_that_look_at_other_objects_must_have_seen_them_all()
    {
        Assert.DoesNotContain("CP0001", Ids(Input.Judge(Annotated("CP3017 the other is in another folder"))));
        Assert.Contains("CP0001", Ids(Input.Judge(Annotated("CP3017 the other is in another folder"), new() { Complete = true })));
    }

    [Fact]
    public void What_Calico_rejects_is_found_all_the_same()
    {
        var yaml = Annotated("* all of it").Replace("app == 'x'", "app =", StringComparison.Ordinal);
        Assert.Equal(["CP3001"], Ids(Input.Judge(yaml)));
    }

    [Fact]
    public void Other_objects_and_fingerprints_are_left_alone()
    {
        var plain = Rules.Yaml.NetworkPolicy(Spec, "other", "elsewhere");
        Assert.Equal(
            Input.Judge(plain).Select(finding => finding.Fingerprint),
            Input.Judge(Rules.Yaml.Documents(Annotated("* all"), plain)).Select(finding => finding.Fingerprint));
        var alike = Annotated("CP1013 x").Replace("{action: Allow}]", "{action: Allow}, {action: Allow}]", StringComparison.Ordinal);
        Assert.Equal(
            Input.Judge(alike.Replace("ignore", "other", StringComparison.Ordinal)).Select(finding => finding.Fingerprint),
            Input.Judge(alike).Where(finding => finding.RuleId != "CP0001").Select(finding => finding.Fingerprint));
    }

    private static List<PolicyFinding> Run(IReadOnlyList<Resource> resources, RuleGroup group) =>
        [.. RuleRunner.Run(resources, group, new() { Catalogue = Input.AllDescriptors }, TestContext.Current.CancellationToken)];

    private static IEnumerable<string> Ids(IEnumerable<PolicyFinding> findings) => findings.Select(finding => finding.RuleId).Distinct().Order(StringComparer.Ordinal);

    private static string Annotated(string annotation) => Rules.Yaml.NetworkPolicy(Spec).Replace(
        "  namespace: shop\n", $"  namespace: shop\n  annotations:\n    calicopolicy.io/ignore: \"{annotation.Replace("\t", "\\t", StringComparison.Ordinal)}\"\n", StringComparison.Ordinal);
}
