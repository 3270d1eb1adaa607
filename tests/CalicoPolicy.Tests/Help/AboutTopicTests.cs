using CalicoPolicy.Tests.Engine;
using CalicoPolicy.Tests.Shared;

namespace CalicoPolicy.Tests.Help;

/// <summary>The about topics have the shape that Get-Help reads, and lead to things that exist.</summary>
public class AboutTopicTests
{
    private static readonly string[] Topics = ["about_CalicoPolicy", "about_CalicoPolicyErrors", "about_CalicoPolicyLockouts", "about_CalicoPolicySelectors", "about_CalicoPolicySettings", "about_CalicoPolicySnapshots"];

    public static TheoryData<string> AllTopics => [.. Topics];

    [Fact]
    public void The_topics_are_there_and_no_others() => Assert.Equal(
        Topics,
        Directory.EnumerateFiles(Repository.Path("en-US"), "about_*.help.txt").Select(path => Path.GetFileName(path).Split('.')[0]).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(AllTopics))]
    public void Topic_has_the_headings_of_an_about_topic(string topic)
    {
        var lines = Read(topic);
        Assert.Equal(["TOPIC", $"    {topic}", "", "SHORT DESCRIPTION"], lines.Take(4));
        Assert.NotEmpty(lines[4].Trim());
        Assert.Contains("LONG DESCRIPTION", lines);
        Assert.Contains("SEE ALSO", lines);
    }

    [Theory]
    [MemberData(nameof(AllTopics))]
    public void Topic_fits_eighty_columns(string topic) =>
        Assert.All(Read(topic), line => Assert.True(line.Length <= 80 && line.TrimEnd() == line && line.All(character => character is >= ' ' and <= '~'), line));

    [Theory]
    [MemberData(nameof(AllTopics))]
    public void What_a_topic_refers_to_exists(string topic)
    {
        var known = Topics.Concat(ModuleSurface.Cmdlets.Select(cmdlet => cmdlet.Name)).ToHashSet();
        var references = Read(topic).SkipWhile(line => line != "SEE ALSO").Skip(1).Select(line => line.Trim()).Where(line => line.Length > 0).ToArray();
        Assert.NotEmpty(references);
        Assert.All(references, reference => Assert.Contains(reference, known));
    }

    [Theory]
    [MemberData(nameof(AllTopics))]
    public void The_built_module_brings_the_topic(string topic) =>
        Assert.Equal(File.ReadAllText(Place(topic)), File.ReadAllText(Repository.Path("out", "CalicoPolicy", "en-US", topic + ".help.txt")));

    [Fact]
    public void The_built_module_brings_the_help_file() =>
        Assert.Equal(File.ReadAllText(HelpFile.Place), File.ReadAllText(Repository.Path("out", "CalicoPolicy", "en-US", "CalicoPolicy.dll-Help.xml")));

    private static string Place(string topic) => Repository.Path("en-US", topic + ".help.txt");

    private static string[] Read(string topic) => File.ReadAllText(Place(topic)).TrimEnd('\n').Split('\n');
}
