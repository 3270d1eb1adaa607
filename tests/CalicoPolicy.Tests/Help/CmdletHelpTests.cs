using System.Management.Automation;
using CalicoPolicy.Tests.Engine;
using CalicoPolicy.Tests.Shared;

namespace CalicoPolicy.Tests.Help;

/// <summary>The pages of docs/cmdlets, the help file made from them and the cmdlets themselves say the same.</summary>
public class CmdletHelpTests
{
    private const string Stale = "en-US/CalicoPolicy.dll-Help.xml is stale: run ./build.ps1 Help in PowerShell and commit it.";
    private const string Address = "https://github.com/calicopolicy/calicopolicy/blob/main/";

    private static readonly string[] Headings =
        ["SYNOPSIS", "SYNTAX", "ALIASES", "DESCRIPTION", "EXAMPLES", "PARAMETERS", "INPUTS", "OUTPUTS", "NOTES", "RELATED LINKS"];

    public static TheoryData<string> Cmdlets => ModuleSurface.Names();

    [Fact]
    public void Each_cmdlet_has_a_page_and_each_page_a_cmdlet()
    {
        var pages = Directory.EnumerateFiles(HelpPage.Folder, "*.md").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal);
        Assert.Equal(ModuleSurface.Cmdlets.Select(cmdlet => cmdlet.Name), pages);
    }

    [Fact]
    public void Each_cmdlet_is_in_the_help_file_and_nothing_else_is() =>
        Assert.Equal(ModuleSurface.Cmdlets.Select(cmdlet => cmdlet.Name), HelpFile.Cmdlets.Order(StringComparer.Ordinal));

    [Fact]
    public void The_help_file_has_line_feeds_and_no_mark()
    {
        var bytes = File.ReadAllBytes(HelpFile.Place);
        Assert.DoesNotContain((byte)'\r', bytes);
        Assert.Equal((byte)'<', bytes[0]);
        Assert.Equal((byte)'\n', bytes[^1]);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Page_has_what_PlatyPS_asks_for(string cmdlet)
    {
        var page = HelpPage.Of(cmdlet);
        Assert.Equal(Headings, page.Headings);
        Assert.Equal("cmdlet", page.FrontMatter["document type"]);
        Assert.Equal("CalicoPolicy.dll-Help.xml", page.FrontMatter["external help file"]);
        Assert.Equal($"{Address}docs/cmdlets/{cmdlet}.md", page.FrontMatter["HelpUri"]);
        Assert.Equal("CalicoPolicy", page.FrontMatter["Module Name"]);
        Assert.Equal("2024-05-01", page.FrontMatter["PlatyPS schema version"]);
        Assert.Equal(cmdlet, page.FrontMatter["title"]);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Page_shows_the_syntax_of_each_parameter_set(string cmdlet)
    {
        var info = ModuleSurface.Cmdlet(cmdlet);
        var expected = info.ParameterSets.Select(set => (
            info.ParameterSets.Count > 1 && set.IsDefault ? $"{set.Name} (Default)" : set.Name, HelpText.Normalised($"{cmdlet} {set}")));
        var actual = HelpPage.Of(cmdlet).Syntax.Select(syntax => (syntax.Heading, HelpText.Normalised(syntax.Text.Trim('`', '\n'))));
        Assert.Equal(expected, actual);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Page_documents_the_parameters_and_no_others(string cmdlet)
    {
        var parameters = HelpPage.Of(cmdlet).Parameters;
        Assert.Equal(ModuleSurface.ParameterNames(ModuleSurface.Cmdlet(cmdlet)), parameters.Select(parameter => parameter.Name).Order(StringComparer.Ordinal));
        Assert.All(parameters, parameter => Assert.NotEmpty(parameter.Description));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Page_tells_the_facts_of_each_parameter(string cmdlet)
    {
        var page = HelpPage.Of(cmdlet).Parameters.ToDictionary(parameter => parameter.Name);
        foreach (var set in ModuleSurface.Cmdlet(cmdlet).ParameterSets)
        {
            foreach (var parameter in ModuleSurface.OwnParameters(set))
            {
                var described = page[parameter.Name];
                var entry = described.In(set.Name);
                Assert.True(entry is not null, $"-{parameter.Name} is in the parameter set {set.Name}, and its page does not say so.");
                var position = parameter.Position < 0 ? "Named" : $"{parameter.Position}";
                Assert.Equal(
                    $"-{parameter.Name} {ModuleSurface.NameOf(parameter.ParameterType)} {position} {parameter.IsMandatory} {parameter.ValueFromPipeline} {parameter.ValueFromPipelineByPropertyName} {parameter.ValueFromRemainingArguments}",
                    $"-{described.Name} {described.Type} {entry.Position} {entry.IsRequired} {entry.FromPipeline} {entry.FromPipelineByPropertyName} {entry.FromRemainingArguments}");
                Assert.Equal(parameter.Aliases, described.Aliases);
                Assert.Equal(ModuleSurface.AcceptedValues(parameter), described.AcceptedValues);
                Assert.Equal(parameter.Attributes.OfType<SupportsWildcardsAttribute>().Any(), described.SupportsWildcards);
            }
        }

        var sets = ModuleSurface.Cmdlet(cmdlet).ParameterSets.Select(set => set.Name).Append("(All)").ToHashSet();
        Assert.All(page.Values.SelectMany(parameter => parameter.Sets), entry => Assert.Contains(entry.Name, sets));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Page_names_the_accepted_words_in_its_prose(string cmdlet) =>
        Assert.All(HelpPage.Of(cmdlet).Parameters, parameter => Assert.All(parameter.AcceptedValues, word => Assert.Contains(word, parameter.Description, StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Page_names_inputs_and_outputs(string cmdlet)
    {
        var info = ModuleSurface.Cmdlet(cmdlet);
        var page = HelpPage.Of(cmdlet);
        Assert.Equal(info.OutputType.Select(output => output.Name).Distinct().Order(StringComparer.Ordinal), page.Outputs.Select(output => output.Type).Order(StringComparer.Ordinal));
        var piped = info.ParameterSets.SelectMany(ModuleSurface.OwnParameters).Where(parameter => parameter.ValueFromPipeline)
            .Select(parameter => parameter.ParameterType.FullName!).Distinct().ToArray();
        if (piped.Length == 0) Assert.Equal(["None"], page.Inputs.Select(input => input.Type));
        Assert.Subset(page.Inputs.Select(input => input.Type).ToHashSet(), piped.ToHashSet());
        Assert.All(page.Inputs.Concat(page.Outputs), entry => Assert.NotEmpty(entry.Text));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Page_has_two_examples_at_least_and_its_links_lead_somewhere(string cmdlet)
    {
        var page = HelpPage.Of(cmdlet);
        Assert.True(page.Examples.Count >= 2);
        Assert.Equal(Enumerable.Range(1, page.Examples.Count).Select(number => $"Example {number}"), page.Examples.Select(example => example.Title.Split(':')[0]));
        Assert.NotEmpty(page.Links);
        Assert.All(page.Links, link =>
        {
            Assert.StartsWith(Address, link.Address, StringComparison.Ordinal);
            Assert.True(File.Exists(Repository.Path(link.Address[Address.Length..].Split('/'))), link.Address);
        });
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Help_file_says_what_the_page_says(string cmdlet)
    {
        var page = HelpPage.Of(cmdlet);
        var help = HelpFile.Of(cmdlet);
        AssertFresh(page.Synopsis, help.Synopsis);
        AssertFresh(page.Description, help.Description);
        AssertFresh(page.Notes, help.Notes);
        AssertFresh(page.Examples.Select(example => $"{example.Title} {example.Plain}"), help.Examples.Select(example => $"{example.Title} {example.Code} {example.Text}"));
        Assert.Equal(page.Examples.Select(example => example.Code), help.Examples.Select(example => example.Code));
        AssertFresh(page.Inputs.Select(input => $"{input.Type} {input.Text}"), help.Inputs.Select(input => $"{input.Type} {input.Text}"));
        AssertFresh(page.Outputs.Select(output => $"{output.Type} {output.Text}"), help.Outputs.Select(output => $"{output.Type} {output.Text}"));
        AssertFresh(page.Links.Select(link => $"{link.Name} {link.Address}").Prepend($"Online Version {page.FrontMatter["HelpUri"]}"), help.Links.Select(link => $"{link.Name} {link.Address}"));
        AssertFresh(
            page.Parameters.Select(parameter => $"{parameter.Name}: {parameter.Description}").Order(StringComparer.Ordinal),
            help.Parameters.Select(parameter => $"{parameter.Key}: {parameter.Value}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Help_file_tells_the_facts_of_each_parameter(string cmdlet)
    {
        var info = ModuleSurface.Cmdlet(cmdlet);
        var help = HelpFile.Of(cmdlet);
        Assert.Equal(
            info.ParameterSets.Select(set => string.Join(' ', ModuleSurface.OwnParameters(set)
                .Select(parameter => $"{parameter.Name}:{Lower(parameter.IsMandatory)}:{(parameter.Position < 0 ? "named" : $"{parameter.Position}")}")
                .Order(StringComparer.Ordinal))),
            help.Syntax);
        foreach (var parameter in info.ParameterSets.SelectMany(ModuleSurface.OwnParameters))
        {
            var aliases = parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases);
            var wildcards = Lower(parameter.Attributes.OfType<SupportsWildcardsAttribute>().Any());
            Assert.Equal(
                $"{ModuleSurface.NameOf(parameter.ParameterType)}, required {Lower(parameter.IsMandatory)}, pipeline {Pipeline(parameter)}, position {(parameter.Position < 0 ? "named" : $"{parameter.Position}")}, wildcards {wildcards}, aliases {aliases}",
                help.Facts(parameter.Name));
        }
    }

    [Theory]
    [InlineData("ConvertTo-PolicyYaml", "Comments are not kept yet")]
    [InlineData("Export-Policy", "A file with comments is not written over as a whole without -Force")]
    [InlineData("Export-Policy", "-Force is needed only where a comment would be lost")]
    public void Pages_that_write_yaml_say_what_becomes_of_comments(string cmdlet, string words) =>
        Assert.Contains(words, HelpText.Normalised(HelpPage.Of(cmdlet).Description), StringComparison.Ordinal);

    private static string Lower(bool value) => value ? "true" : "false";

    private static string Pipeline(CommandParameterInfo parameter) => (parameter.ValueFromPipeline, parameter.ValueFromPipelineByPropertyName) switch
    {
        (true, true) => "true (ByValue, ByPropertyName)",
        (true, false) => "true (ByValue)",
        (false, true) => "true (ByPropertyName)",
        _ => "false",
    };

    private static void AssertFresh(IEnumerable<string> page, IEnumerable<string> help) => AssertFresh(string.Join('\n', page), string.Join('\n', help));

    private static void AssertFresh(string page, string help)
    {
        var (expected, actual) = (HelpText.Normalised(page), HelpText.Normalised(help));
        Assert.True(expected == actual, $"{Stale}\nPage: {expected}\nHelp: {actual}");
    }
}
