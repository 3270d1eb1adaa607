using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Efficiency;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Core.Validation;
using CalicoPolicy.Yaml;

namespace CalicoPolicy.Core.Tests.Rules;

/// <summary>Reads resources from YAML as users write it, and judges them.</summary>
internal static class Input
{
    /// <summary>Every rule there is, in one group.</summary>
    public static RuleGroup AllRules { get; } = new("all", [.. ValidationRules.Group.Rules, .. EfficiencyRules.Group.Rules, .. CoverageRules.Group.Rules, .. AccessRules.Group.Rules]) { JudgesUnknownRules = true };

    private static readonly RuleGroup OtherRules = new("others", [.. AllRules.Rules.Except(EfficiencyRules.Group.Rules)]);

    /// <summary>Their descriptors, and that of the rule on suppressions, which belongs to no group.</summary>
    public static RuleDescriptor[] AllDescriptors { get; } = [Suppression.UnusedRule, .. AllRules.Rules.Select(rule => rule.Descriptor)];

    public static List<Resource> Read(string yaml, string? file = null)
    {
        var resources = new List<Resource>();
        foreach (var document in new YamlFormat().Read(new StringReader(yaml), file, ReadLimits.Default, TestContext.Current.CancellationToken))
        {
            var mapped = ResourceMapper.Read(document, file);
            Assert.Empty(mapped.Errors.Select(error => $"{error.Span}: {error.Message}"));
            Assert.Empty(mapped.Skipped);
            resources.AddRange(mapped.Resources);
        }

        return resources;
    }

    public static List<PolicyFinding> Judge(string yaml, RuleOptions? options = null) => Judge(Read(yaml), options);

    public static List<PolicyFinding> Judge(IReadOnlyList<Resource> resources, RuleOptions? options = null) =>
        [.. RuleRunner.Run(resources, AllRules, options, TestContext.Current.CancellationToken)];

    /// <summary>Judges objects with the cluster around them that they make up, or that others make up with them.</summary>
    /// <param name="cluster">What is there.</param>
    /// <param name="options">Which rules run; null: all.</param>
    /// <param name="judged">Those of them that are judged; null: all.</param>
    /// <param name="known">What is known of the cluster; null: these are all objects of it.</param>
    public static List<PolicyFinding> JudgeInCluster(IReadOnlyList<Resource> cluster, RuleOptions? options = null, IReadOnlyList<Resource>? judged = null, SnapshotOptions? known = null)
    {
        var snapshot = PolicySnapshot.Of(cluster, known ?? new() { IsComplete = true }, TestContext.Current.CancellationToken);
        var given = options ?? new();
        return
        [
            .. EfficiencyRules.Judge(snapshot, judged, given, TestContext.Current.CancellationToken),
            .. RuleRunner.Run(judged ?? snapshot.Resources, OtherRules, given with { Complete = true }, TestContext.Current.CancellationToken),
        ];
    }

    /// <summary>What one rule finds in documents that are a whole cluster.</summary>
    public static List<PolicyFinding> InCluster(string ruleId, params string[] documents) => JudgeInCluster(Read(Yaml.Documents(documents)), new() { IncludeRule = [ruleId] });

    /// <summary>The paths that one rule finds fault with.</summary>
    public static string[] Paths(string ruleId, string yaml) =>
        [.. Judge(yaml, new() { IncludeRule = [ruleId] }).Select(finding => finding.JsonPath)];

    /// <summary>The paths that one rule finds fault with in an input that is the whole set.</summary>
    public static string[] PathsOfAll(string ruleId, params string[] documents) =>
        [.. Judge(Yaml.Documents(documents), new() { IncludeRule = [ruleId], Complete = true }).Select(finding => finding.JsonPath)];

    /// <summary>The one finding of a rule.</summary>
    public static PolicyFinding Single(string ruleId, string yaml) => Assert.Single(Judge(yaml, new() { IncludeRule = [ruleId] }));
}
