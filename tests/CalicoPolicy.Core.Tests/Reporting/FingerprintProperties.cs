using System.Text.RegularExpressions;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Tests.Documents;
using CalicoPolicy.Core.Tests.Rules;

namespace CalicoPolicy.Core.Tests.Reporting;

/// <summary>Whatever is done to the text alone, what was known stays known.</summary>
public partial class FingerprintProperties
{
    private static readonly Lazy<string[]> Files = new(() =>
    [
        .. Directory.GetFiles(RepositoryFiles.PathOf("docs", "examples"), "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText),
        .. Directory.GetFiles(RepositoryFiles.PathOf("docs", "rules"), "*.md").Order(StringComparer.Ordinal).Select(file => Fence().Match(File.ReadAllText(file)).Groups["yaml"].Value),
        Rules.Yaml.NetworkPolicy("egress: [{action: Allow}, {action: Allow}, {action: Deny}, {action: Allow, source: {selector: app == 'x'}}]"),
    ]);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void No_rewriting_or_move_of_a_file_makes_a_known_finding_new(bool insertsRules)
    {
        var random = new Random(insertsRules ? 2 : 1);
        var known = 0;
        foreach (var original in Files.Value)
        {
            // Where rules are inserted, each direction has one of them before too: the first one may end what is true of all rules of a
            // policy or tier, e.g. that three policies say the same.
            var file = insertsRules ? new RandomHand(random).Rewrite(original, insertsRules) : original;
            var before = Input.Judge(Input.Read(file, Path.Combine(Reported.Root, "a.yaml")));
            if (before.Count == 0) continue;
            known += before.Count;
            var baseline = Reported.Baseline(Reported.Sarif(before));
            for (var round = 0; round < TestScale.Of(50); round++)
            {
                var text = new RandomHand(random).Rewrite(file, insertsRules);
                var after = Input.Judge(Input.Read(text, Path.Combine(Reported.Root, "moved", $"{round}.yaml")));
                Assert.Empty(baseline.Compare(after).Where(compared => compared.State != BaselineState.Unchanged)
                    .Select(compared => $"{compared.State}: {compared.Finding}\n{text}"));
            }
        }

        // Files without findings would prove nothing.
        Assert.True(known > 40, $"Only {known} findings were known.");
    }

    [GeneratedRegex("```yaml\n(?<yaml>.*?)```", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Fence();
}
