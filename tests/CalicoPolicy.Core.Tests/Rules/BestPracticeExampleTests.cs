using System.Globalization;
using System.Text;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Rules;

/// <summary>
/// The example files under docs/examples/best-practices: exactly the rows of the golden file, and nothing above Low in the good
/// forms. The golden file states a reason for every row, by rule, and a run with CALICOPOLICY_ACCEPT=1 writes it anew.
/// </summary>
public class BestPracticeExampleTests
{
    private static readonly string[] Bad = ["tiers.yaml", "network-sets.yaml", "inefficient-global-policy.yaml", "unwanted-endpoints.yaml"];

    private static string GoldenFile => RepositoryFiles.PathOf("tests", "CalicoPolicy.Core.Tests", "Golden", "best-practices.txt");

    [Fact]
    public void The_examples_give_exactly_the_rows_of_the_golden_file()
    {
        var actual = Golden(Input.Judge([.. Bad.SelectMany(file => Read(file))]));
        if (RepositoryFiles.IsAccepting) File.WriteAllText(GoldenFile, actual);
        Assert.Equal(File.ReadAllText(GoldenFile), actual);
    }

    [Theory]
    [InlineData("CP1001", "$.kind")]
    [InlineData("CP1002", "$.spec.selector")]
    [InlineData("CP1005", "$.spec.egress[0].source.namespaceSelector")]
    [InlineData("CP1005", "$.spec.egress[1].source.namespaceSelector")]
    [InlineData("CP1005", "$.spec.egress[2].source.selector")]
    [InlineData("CP1005", "$.spec.egress[5].source.selector")]
    [InlineData("CP1005", "$.spec.egress[6].source.namespaceSelector")]
    [InlineData("CP1005", "$.spec.egress[8].source.selector")]
    [InlineData("CP1005", "$.spec.egress[9].source.selector")]
    [InlineData("CP1007", "$.spec.egress[10].destination.selector")]
    [InlineData("CP1008", "$.spec.egress[5].source.selector")]
    [InlineData("CP1011", "$.spec.egress[7].destination.nets")]
    [InlineData("CP1012", "$.spec.egress[1].destination.domains")]
    [InlineData("CP1013", "$.spec.egress[3]")]
    [InlineData("CP1017", "$.spec.egress[11]")]
    [InlineData("CP3003", "$.spec.egress[0].source.namespaceSelector")]
    [InlineData("CP3005", "$.spec.egress[1].source.ports")]
    [InlineData("CP5004", "$.spec.egress[9]")]
    public void The_global_policy_has_the_mistake(string ruleId, string path) => Assert.Single(
        Input.Judge(Read("inefficient-global-policy.yaml")), finding => finding.RuleId == ruleId && finding.JsonPath == path);

    [Fact]
    public void The_global_policy_breaks_the_practice_of_own_sides_seven_times_and_no_more() =>
        Assert.Equal(7, Input.Judge(Read("inefficient-global-policy.yaml")).Count(finding => finding.RuleId == "CP1005"));

    [Fact]
    public void The_two_addresses_are_a_small_matter() => Assert.Equal(
        FindingSeverity.Low,
        Assert.Single(Input.Judge(Read("inefficient-global-policy.yaml")), finding => finding.RuleId == "CP1011").Severity);

    [Fact]
    public void The_namespaced_policy_picks_its_own_pods_twice_and_misses_the_global_set_once()
    {
        var findings = Input.Judge([.. Read("network-sets.yaml"), .. Read("unwanted-endpoints.yaml")]);
        Assert.Equal(
            ["CP3002 $.spec.ingress[0].source.selector", "CP1005 $.spec.ingress[0].destination.selector", "CP1005 $.spec.ingress[1].destination.selector"],
            findings.Select(finding => $"{finding.RuleId} {finding.JsonPath}"));
    }

    [Fact]
    public void Without_the_set_nothing_says_that_a_global_one_is_meant() =>
        Assert.DoesNotContain(Input.Judge(Read("unwanted-endpoints.yaml")), finding => finding.RuleId == "CP3002");

    [Theory]
    [InlineData("best-practices/good")]
    [InlineData("shop")]
    public void The_good_forms_have_no_finding(string example)
    {
        var folder = RepositoryFiles.PathOf(["docs", "examples", .. example.Split('/')]);
        var files = Directory.GetFiles(folder, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        Assert.NotEmpty(files);
        Assert.Empty(Input.Judge([.. files.SelectMany(file => Input.Read(File.ReadAllText(file), file))]).Select(finding => finding.ToString()));
    }

    private static List<Resource> Read(string file) =>
        Input.Read(File.ReadAllText(RepositoryFiles.PathOf("docs", "examples", "best-practices", file)), file);

    private static string Golden(List<PolicyFinding> findings)
    {
        var text = new StringBuilder("# severity id object path file:line:column, then the reason\n");
        foreach (var finding in findings)
        {
            text.Append(CultureInfo.InvariantCulture, $"{finding.Severity} {finding.RuleId} {finding.RuleName} ");
            text.Append(CultureInfo.InvariantCulture, $"{finding.Kind}/{finding.Name} {finding.JsonPath} {finding.File}:{finding.Line}:{finding.Column}\n");
            text.Append(CultureInfo.InvariantCulture, $"    {finding.Message.ReplaceLineEndings(" | ")}\n");
        }

        return text.ToString();
    }
}
