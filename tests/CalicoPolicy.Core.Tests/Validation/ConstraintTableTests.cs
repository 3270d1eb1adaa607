using System.Globalization;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Tests.Rules;

namespace CalicoPolicy.Core.Tests.Validation;

/// <summary>
/// Every constraint of the specification with resources that keep and that break it. Broken ones are refused at the field meant, and for
/// no other reason; kept ones are not refused at all.
/// </summary>
public class ConstraintTableTests(ITestOutputHelper output)
{
    public static IReadOnlyList<ConstraintRow> Rows { get; } = [.. MetadataRows.All, .. PolicyRows.All, .. RuleRows.All, .. KindRows.All];

    public static TheoryData<string> Names => [.. Rows.Select(row => row.ToString())];

    [Fact]
    public void Every_constraint_has_a_valid_and_an_invalid_resource()
    {
        Assert.Equal(Rows.Count, Rows.Select(row => row.ToString()).Distinct().Count());
        Assert.All(Rows, row => Assert.True(row.Valid.Length > 0 && row.Invalid.Length > 0, row.ToString()));
        foreach (var section in Rows.GroupBy(row => row.Section).OrderBy(section => section.Key, StringComparer.Ordinal))
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{section.Key,-5} {section.Count(),3} constraints, {section.Sum(row => row.Valid.Length),3} valid and {section.Sum(row => row.Invalid.Length),3} invalid resources"));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_constraint_is_held_to_where_it_is_broken_and_nowhere_else(string name)
    {
        var row = Rows.Single(row => row.ToString() == name);
        foreach (var yaml in row.Valid) Assert.Empty(Samples.Errors(yaml));
        foreach (var (yaml, path) in row.Invalid)
        {
            var errors = Input.Judge(yaml, new() { MinimumSeverity = FindingSeverity.Error });
            Assert.True(errors.Count > 0, $"Nothing wrong with\n{yaml}");
            Assert.All(errors, error => Assert.Equal((row.RuleId, path), (error.RuleId, error.JsonPath)));
            Assert.All(errors, error => Assert.False(string.IsNullOrWhiteSpace(error.Recommendation)));
            Assert.All(errors, error => Assert.NotNull(error.Line));
        }
    }
}
