using System.Globalization;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Tests.Rules;

namespace CalicoPolicy.Core.Tests.Corpus;

/// <summary>
/// Policies that follow Calico's page on best practices have no finding above Low, and each mistake that is planted into them is
/// found at its line, with nothing else besides.
/// </summary>
public class CorpusTests(ITestOutputHelper output)
{
    /// <summary>
    /// Rules whose mistake cannot be planted: CP1010 needs pods beside the policies, CP1015 is too long a text to be one edit, CP3009 needs settings, and those on coverage
    /// need workloads beside the policies, as those on access need roles.
    /// </summary>
    private static readonly string[] NotPlanted = ["CP1010", "CP1015", "CP2201", "CP2202", "CP2204", "CP2205", "CP3009", .. Enumerable.Range(6001, 10).Select(number => $"CP{number}")];

    /// <summary>What is Low in the corpus, and why it stays.</summary>
    private static readonly string[] Low =
    [
        // A job that nobody calls: its policy says so by a direction without rules.
        "bank/application/payments.yaml:154 CP2207 Low NetworkPolicy/application.settlement $.spec.types",
    ];

    public static TheoryData<string> Repositories => [.. PolicyRepository.Targets.Keys];

    public static TheoryData<string> Plants => [.. PlantFile.All.Select(plant => plant.ToString())];

    [Theory]
    [MemberData(nameof(Repositories))]
    public void Good_policies_have_no_finding_above_low(string repository) => Assert.Empty(
        PolicyRepository.Named(repository).Judge().Where(finding => finding.Severity > FindingSeverity.Low).Select(Show));

    /// <summary>With pods and hosts that the policies could be written for, the figures come and nothing is found that is not there without them.</summary>
    [Theory]
    [MemberData(nameof(Repositories))]
    public void Good_policies_have_none_in_a_cluster_that_they_fit(string repository)
    {
        var resources = PolicyRepository.Named(repository).Resources.ToList();
        var findings = PolicyRepository.Named(repository).JudgeInCluster([.. FittingCluster.Of(resources)])
            // Each pod has the labels that one selector asks for, and so not the policy that passes it on.
            .Where(finding => finding.RuleId != "CP2004").ToList();
        output.WriteLine($"{FittingCluster.Of(resources).Count()} endpoints, {findings.Count} findings");
        Assert.Empty(findings.Where(finding => finding.Severity > FindingSeverity.Low).Select(Show));

        // Nor do pods have both the labels and the account that a policy asks for.
        bool AsksForAccounts(PolicyFinding finding) => resources.OfType<TieredPolicy>().Any(policy => policy.Name == finding.Name && policy.ServiceAccountSelector is not null);
        Assert.Empty(findings.Where(finding => finding.RuleId == "CP1010" && !AsksForAccounts(finding)).Select(Show));
    }

    [Fact]
    public void What_is_low_is_meant()
    {
        List<string> found = [.. PolicyRepository.Targets.Keys.SelectMany(name => PolicyRepository.Named(name).Judge().Select(finding => $"{name}/{Show(finding)}"))];
        foreach (var finding in found) output.WriteLine(finding);
        Assert.Equal(Low, found.Select(finding => finding.Split(": ")[0]));
    }

    [Theory]
    [MemberData(nameof(Plants))]
    public void A_planted_mistake_is_found_at_its_line_and_nothing_else(string name)
    {
        var plant = PlantFile.All.Single(one => one.ToString() == name);
        var repository = PolicyRepository.Named(plant.Repository);
        var (file, line) = plant.Expected(repository);
        var findings = repository.Judge(plant.File, plant.Apply(repository.TextOf(plant.File)));
        var all = string.Join('\n', findings.Select(Show));
        Assert.True(findings.Any(finding => finding.RuleId == plant.RuleId && finding.File == file && finding.Line == line), $"Nothing at {file}:{line}. Found:\n{all}");
        Assert.Empty(findings
            .Where(finding => finding.Severity > FindingSeverity.Low && !repository.Has(finding))
            .Where(finding => finding.RuleId != plant.RuleId && !plant.Also.Contains(finding.RuleId))
            .Select(Show));
        Assert.Empty(plant.Also.Except(findings.Where(finding => !repository.Has(finding)).Select(finding => finding.RuleId)));
    }

    [Fact]
    public void The_corpus_has_sixty_policies_and_a_hundred_and_twenty_mistakes_of_every_rule()
    {
        var policies = PolicyRepository.Targets.Keys
            .SelectMany(name => PolicyRepository.Named(name).Resources)
            .Count(resource => resource is TieredPolicy or KubernetesPolicy);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{policies} policies, {PlantFile.All.Count} planted mistakes"));
        Assert.True(policies >= 60, $"{policies} policies");
        Assert.True(PlantFile.All.Count >= 120, $"{PlantFile.All.Count} mistakes");
        Assert.Equal(
            Input.AllDescriptors.Select(rule => rule.Id).Except(NotPlanted).Order(StringComparer.Ordinal),
            PlantFile.All.Select(plant => plant.RuleId).Distinct().Order(StringComparer.Ordinal));
    }

    private static string Show(PolicyFinding finding) => string.Create(
        CultureInfo.InvariantCulture, $"{finding.File}:{finding.Line} {finding.RuleId} {finding.Severity} {finding.Kind}/{finding.Name} {finding.JsonPath}: {finding.Message}");
}
