using CalicoPolicy.Core.Findings;

namespace CalicoPolicy.Core.Tests.Rules;

/// <summary>
/// The inputs that were written by hand for each rule, in Inputs/CPxxxx.yaml (see <see cref="RuleInput"/> for their form): the rule
/// finds what is stated there and nothing else, with all other rules running beside it.
/// </summary>
public class RuleInputTests
{
    private const int Least = 3;

    private static readonly string Folder = RepositoryFiles.PathOf("tests", "CalicoPolicy.Core.Tests", "Rules", "Inputs");

    private static readonly Lazy<List<RuleInput>> All = new(() => [.. Directory.GetFiles(Folder).Order(StringComparer.Ordinal).SelectMany(RuleInput.In)]);

    public static TheoryData<string, string, string> Cases =>
        [.. All.Value.Select(input => (input.RuleId, input.IsBad ? "bad" : "good", input.Title))];

    public static TheoryData<string> Ids => [.. Input.AllDescriptors.Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_rule_finds_what_is_stated(string rule, string verdict, string title)
    {
        var input = All.Value.Single(one => one.RuleId == rule && one.Title == title);
        Assert.Equal(verdict == "bad", input.Places.Count > 0);
        var findings = (input.IsSnapshot ? Input.JudgeInCluster(Input.Read(input.Text), input.Options) : Input.Judge(input.Text, input.Options)).FindAll(finding => finding.RuleId == rule);
        var left = new List<PolicyFinding>(findings);
        List<string> missing = [.. input.Places.Where(place => !left.Remove(left.Find(finding => IsAt(finding, place))!))];
        Assert.True(
            missing.Count + left.Count == 0,
            $"Stated and not found: {string.Join("; ", missing)}\nFound and not stated: {string.Join("; ", left.Select(Describe))}\n{input.Text}");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_rule_has_three_bad_and_three_good_inputs_and_one_from_the_spec(string id)
    {
        var inputs = All.Value.FindAll(input => input.RuleId == id);
        Assert.True(inputs.Count(input => input.IsBad) >= Least, $"{id} has fewer than {Least} bad inputs.");
        Assert.True(inputs.Count(input => !input.IsBad) >= Least, $"{id} has fewer than {Least} good inputs.");
        Assert.True(inputs.Exists(input => input.Source is not null), $"{id} has no input from the spec.");
    }

    [Fact]
    public void Every_file_is_of_a_rule() => Assert.Empty(
        Directory.GetFiles(Folder).Select(Path.GetFileName).Except(Input.AllDescriptors.Select(rule => rule.Id + ".yaml")));

    [Fact]
    public void No_two_inputs_of_a_rule_are_the_same()
    {
        Assert.Empty(All.Value.GroupBy(input => (input.RuleId, input.Text)).Where(same => same.Count() > 1).Select(same => $"{same.Key.RuleId}: {string.Join(", ", same.Select(input => input.Title))}"));
        Assert.Empty(All.Value.GroupBy(input => (input.RuleId, input.Title)).Where(same => same.Count() > 1).Select(same => same.Key.ToString()));
    }

    [Fact]
    public void Every_input_has_a_document() => Assert.All(All.Value, input => Assert.NotEmpty(Input.Read(input.Text)));

    [Fact]
    public void What_there_is_is_counted()
    {
        var (bad, good) = (All.Value.Count(input => input.IsBad), All.Value.Count(input => !input.IsBad));
        var rules = All.Value.Select(input => input.RuleId).Distinct().Count();
        TestContext.Current.TestOutputHelper!.WriteLine($"Inputs by hand: {rules} of {Input.AllDescriptors.Length} rules, {bad} bad, {good} good.");
        Assert.Equal(Input.AllDescriptors.Length, rules);
    }

    private static bool IsAt(PolicyFinding finding, string place)
    {
        var path = place.IndexOf('$', StringComparison.Ordinal);
        if (path < 0 || finding.JsonPath != place[path..]) return false;
        return place[..path].Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => word == finding.Severity.ToString() || word == finding.Name || word == $"{finding.Namespace}/{finding.Name}");
    }

    private static string Describe(PolicyFinding finding) => $"{finding.Severity} {(finding.Namespace is null ? "" : finding.Namespace + "/")}{finding.Name} {finding.JsonPath} ({finding.Message})";
}
