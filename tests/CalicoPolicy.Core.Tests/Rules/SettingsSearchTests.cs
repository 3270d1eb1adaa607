using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Efficiency.Settings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Rules;

public sealed class SettingsSearchTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("calico-policy-").FullName;

    [Theory]
    [InlineData("a/b", "a/b/x.yaml", "a/b/y.yaml")]
    [InlineData("a", "a/b/x.yaml", "a/c/y.yaml")]
    [InlineData("a", "a/x.yaml", "a/b/c/y.yaml")]
    [InlineData("", "a/x.yaml", "b/y.yaml")]
    [InlineData("", "ab/x.yaml", "a/y.yaml")]
    [InlineData("a/b/c", "a/b/c/x.yaml")]
    public void The_search_starts_in_the_deepest_folder_that_holds_all_files(string expected, params string[] files)
    {
        Assert.Equal(Place(expected), SettingsSearch.Start(files.Select(file => Resource(Place(file))), "elsewhere"));
        Assert.Equal(Place(expected), SettingsSearch.Start(Enumerable.Reverse(files).Select(file => Resource(Place(file))), "elsewhere"));
    }

    [Fact]
    public void Objects_without_a_file_count_only_where_no_other_has_one()
    {
        Assert.Equal("here", SettingsSearch.Start([Resource(null), Resource(null)], "here"));
        Assert.Equal("here", SettingsSearch.Start([], "here"));
        Assert.Equal(Place("a"), SettingsSearch.Start([Resource(null), Resource(Place("a/x.yaml")), Resource(null)], "here"));
    }

    [Fact]
    public void The_nearest_file_upwards_is_found()
    {
        Directory.CreateDirectory(Place("a/b/c"));
        Assert.Null(SettingsSearch.Find(Place("a/b/c")));
        File.WriteAllText(Place(".calicopolicy.yaml"), "");
        Assert.Equal(Place(".calicopolicy.yaml"), SettingsSearch.Find(Place("a/b/c")));
        File.WriteAllText(Place("a/b/.calicopolicy.yaml"), "");
        Assert.Equal(Place("a/b/.calicopolicy.yaml"), SettingsSearch.Find(Place("a/b/c")));
        Assert.Equal(Place(".calicopolicy.yaml"), SettingsSearch.Find(Place("a")));

        // A folder of that name is none, nor is one that is not there any more a reason to stop.
        Directory.CreateDirectory(Place("a/b/c/.calicopolicy.yaml"));
        Assert.Equal(Place("a/b/.calicopolicy.yaml"), SettingsSearch.Find(Place("a/b/c/gone")));
    }

    [Fact]
    public void The_file_itself_is_no_policy()
    {
        File.WriteAllText(Place(".calicopolicy.yaml"), "");
        File.WriteAllText(Place("x.yaml"), "");
        Assert.Equal([Place("x.yaml")], ResourceFiles.Expand([_root], isRecursive: true, TestContext.Current.CancellationToken));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private string Place(string path) => path.Length == 0 ? _root : Path.Combine([_root, .. path.Split('/')]);

    private static Tier Resource(string? file) => new() { Metadata = new() { Name = "t" }, Location = file is null ? Location.None : new(file, 0, default) };
}
