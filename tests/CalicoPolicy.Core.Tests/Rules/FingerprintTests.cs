namespace CalicoPolicy.Core.Tests.Rules;

public class FingerprintTests
{
    private const string Policy = """
        apiVersion: projectcalico.org/v3
        kind: GlobalNetworkPolicy
        metadata:
          name: security.out
        spec:
          tier: security
          selector: all()
          egress:
            - action: Allow
              protocol: TCP
              source:
                selector: app == "a" || app == "b"
              destination:
                nets: [192.0.2.1/32, 192.0.2.9/32]
                ports: [80, 443]
            - action: Allow
              source:
                selector: app == "c"
            - action: Deny
        """;

    private const string Reformatted = """
        # The same, in another hand.
        kind: GlobalNetworkPolicy
        apiVersion: projectcalico.org/v3
        spec:
          egress:
          - destination: {ports: ['443', "80"], nets: ["192.0.2.9/32", "192.0.2.1/32"]}
            source:
              selector: >-
                app=='a' || app=='b'
            protocol: 6
            action: Allow


          - {action: Allow, source: {selector: app=='c'}}
          - {action: Deny}
          selector: all()
          tier: security
        metadata: {name: security.out}
        """;

    [Fact]
    public void Fingerprints_outlive_a_change_of_format() => Assert.Equal(Fingerprints(Policy), Fingerprints(Reformatted));

    [Fact]
    public void Findings_of_one_policy_all_differ()
    {
        var findings = Input.Judge(Policy);
        Assert.True(findings.Count > 7);
        Assert.Equal(findings.Count, findings.DistinctBy(finding => finding.Fingerprint).Count());
        Assert.All(findings, finding => Assert.Matches("\\A[0-9a-f]{32}\\z", finding.Fingerprint));
    }

    [Fact]
    public void They_outlive_rules_that_come_before()
    {
        var longer = Policy.Replace("  egress:\n", "  egress:\n    - {action: Pass, destination: {selector: app == \"z\"}}\n", StringComparison.Ordinal);
        Assert.NotEqual(Policy, longer);
        Assert.Equal(Fingerprints(Policy), Fingerprints(longer));
    }

    [Fact]
    public void Equal_rules_of_one_policy_are_told_apart()
    {
        var findings = Input.Judge(Yaml.NetworkPolicy("egress: [{action: Allow}, {action: Allow}, {action: Allow}]"), new() { IncludeRule = ["CP5004"] });
        Assert.Equal(3, findings.Select(finding => finding.Fingerprint).Distinct().Count());
    }

    [Theory]
    [InlineData("name: security.out", "name: security.out2")]
    [InlineData("kind: GlobalNetworkPolicy", "kind: StagedGlobalNetworkPolicy")]
    public void Other_objects_have_others(string what, string with) =>
        Assert.Empty(Fingerprints(Policy).Intersect(Fingerprints(Policy.Replace(what, with, StringComparison.Ordinal))));

    [Fact]
    public void The_value_is_fixed() => Assert.Equal(
        "b66c805096c2ac7cfa5d936ab7089353", Input.Single("CP5004", Yaml.NetworkPolicy("egress: [{action: Allow}]")).Fingerprint);

    private static string[] Fingerprints(string yaml) =>
        [.. Input.Judge(yaml).Select(finding => $"{finding.RuleId} {finding.Fingerprint}").Order(StringComparer.Ordinal)];
}
