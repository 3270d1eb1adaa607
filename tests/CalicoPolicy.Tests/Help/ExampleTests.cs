using System.Management.Automation.Language;
using CalicoPolicy.Tests.Engine;
using CalicoPolicy.Tests.Shared;

namespace CalicoPolicy.Tests.Help;

/// <summary>The examples of the help pages run as they stand, in a folder that holds a copy of docs/examples.</summary>
public class ExampleTests
{
    public static TheoryData<string, int> Examples =>
    [
        .. from cmdlet in ModuleSurface.Cmdlets
           from number in Enumerable.Range(1, HelpPage.Of(cmdlet.Name).Examples.Count)
           select (cmdlet.Name, number),
    ];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Example_runs_without_an_error_and_prints_what_the_page_says(string cmdlet, int number)
    {
        var example = HelpPage.Of(cmdlet).Examples[number - 1];
        Parser.ParseInput(example.Code, out _, out var faults);
        Assert.Empty(faults.Select(fault => fault.Message));
        Assert.Contains(cmdlet, example.Code, StringComparison.Ordinal);
        if (example.NeedsCluster) return;

        using var folder = new TestFolder();
        folder.Copy(Repository.Path("docs", "examples"));
        using var engine = new PolicyEngine(folder.Place);
        engine.Output(example.Code);
        if (example.Output is not { } output) return;

        // Once more for what it prints, since an error would stand among the text.
        Assert.Equal(output.Trim('\n'), engine.Printed(example.Code, columns: 80).Trim('\n'));
    }

    [Theory]
    [MemberData(nameof(CmdletHelpTests.Cmdlets), MemberType = typeof(CmdletHelpTests))]
    public void Two_examples_at_least_run_without_a_cluster_where_the_cmdlet_does(string cmdlet)
    {
        var page = HelpPage.Of(cmdlet);
        var talksToClusters = page.Parameters.Any(parameter => parameter.Name == "Context");
        Assert.True(page.Examples.Count >= 2);
        Assert.True(talksToClusters || page.Examples.Count(example => !example.NeedsCluster) >= 2);
    }
}
