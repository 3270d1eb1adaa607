using CalicoPolicy.Core.Documents.Export;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Yaml;

namespace CalicoPolicy.Core.Tests.Rules;

/// <summary>Puts each suggested change in place of what it changes, and judges again.</summary>
internal static class Mended
{
    /// <summary>Checks all suggestions on an input.</summary>
    /// <returns>How many there were.</returns>
    public static int Check(IReadOnlyList<Resource> input, RuleOptions options)
    {
        var count = 0;
        foreach (var resource in input)
        {
            var before = Judge(input, resource, options);
            foreach (var finding in before)
            {
                if (finding.SuggestedChange is not { } change) continue;
                count++;
                Check([.. input.Except(change.Removed, ReferenceEqualityComparer.Instance).Cast<Resource>()], resource, before, finding, Written(change), options);
            }
        }

        return count;
    }

    private static void Check(
        IReadOnlyList<Resource> input, Resource resource, List<PolicyFinding> before, PolicyFinding finding, List<Resource> change, RuleOptions options)
    {
        Resource[] mended = [.. input.SelectMany(other => ReferenceEquals(other, resource) ? change : [other])];
        var after = Judge(mended, change[0], options);
        var what = $"{finding}\n{ResourceText.Of(change, new YamlFormat(), keepServerMetadata: false)}";

        // A finding may come to light that it hid, and one of several that are alike leaves the others their fingerprints but for the last.
        var isRenamed = change[0].ToString() != resource.ToString();
        Assert.True(
            Count(after, finding.RuleId) < Count(before, finding.RuleId) || (!isRenamed && !after.Exists(found => found.Fingerprint == finding.Fingerprint)),
            $"It still has the finding: {what}");
        Assert.True(change.Count == change.DistinctBy(made => (made.Kind, made.Namespace, made.Name)).Count(), $"Two objects are one: {what}");
        foreach (var made in change)
        {
            var errors = Judge(mended, made, options).Where(found => found.Severity == FindingSeverity.Error).ToList();
            Assert.True(errors.TrueForAll(error => Count(before, error.RuleId) > 0), $"It is no longer valid: {string.Join("; ", errors)}\n{what}");
        }
    }

    /// <summary>Through its text: what was made must be there when it is read.</summary>
    private static List<Resource> Written(SuggestedChange change)
    {
        var read = Input.Read(ResourceText.Of(change.Resources, new YamlFormat(), keepServerMetadata: false));
        Assert.Equal(change.Resources.Select(resource => resource.ToString()), read.Select(resource => resource.ToString()));
        return read;
    }

    private static int Count(List<PolicyFinding> findings, string ruleId) => findings.Count(finding => finding.RuleId == ruleId);

    private static List<PolicyFinding> Judge(IReadOnlyList<Resource> input, Resource subject, RuleOptions options) =>
        [.. Input.Judge(input, options).Where(finding => (finding.Kind, finding.Namespace, finding.Name) == (subject.Kind, subject.Namespace, subject.Name))];
}
