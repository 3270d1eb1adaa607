using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Documents.Export;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Yaml;

namespace CalicoPolicy.Core.Tests.Documents.Export;

public sealed class PolicyExporterTests : IDisposable
{
    private const string Two = """
        # The tier of the shop.
        apiVersion: projectcalico.org/v3
        kind: Tier
        metadata:
          name: shop   # a name
        ---
        apiVersion: projectcalico.org/v3
        kind: GlobalNetworkSet
        metadata: { name: partners, labels: { role: partner } }
        spec: { nets: [192.0.2.0/24] }
        --- # the last one
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: untouched }
        data: { a:   "b" }
        """;

    private static readonly YamlFormat Yaml = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("calicopolicy-export-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Source_writes_the_changed_document_and_no_other_byte()
    {
        var path = Put("two.yaml", Two + "\n");
        var set = (GlobalNetworkSet)Read(path).Single(resource => resource.Kind == "GlobalNetworkSet");
        Apply(Exporter().ToSource([set with { Nets = ["192.0.2.0/24", "198.51.100.0/24"] }], Token));
        var expected = Two.Replace("[192.0.2.0/24]", "[192.0.2.0/24, 198.51.100.0/24]", StringComparison.Ordinal) + "\n";
        Assert.Equal(expected, File.ReadAllText(path));
    }

    [Fact]
    public void Source_leaves_a_file_alone_whose_resources_did_not_change()
    {
        var path = Put("two.yaml", Two);
        Assert.Empty(Exporter().ToSource(Read(path), Token));
    }

    [Fact]
    public void Source_keeps_the_comments_of_what_did_not_change()
    {
        var path = Put("two.yaml", Two);
        var tier = (Tier)Read(path)[0];
        Apply(Exporter().ToSource([tier with { Order = 5 }], Token));
        Assert.Equal(Two.Replace("  # a name\n", "  # a name\nspec:\n  order: 5\n", StringComparison.Ordinal), File.ReadAllText(path));
    }

    [Theory]
    [InlineData("order: 1 # first", "order: 5 # first", false)]
    [InlineData("order: # first\n    1", "order: # first\n    5", false)]
    [InlineData("order: # first", "order: 5", true)]
    [InlineData("# first\n  order: &one 1\n  defaultAction: Pass\n  other: *one", "order: 5", true)]
    public void Source_loses_comments_only_when_forced(string before, string after, bool isLost)
    {
        var path = Put("tier.yaml", $"apiVersion: projectcalico.org/v3\nkind: Tier\nmetadata: {{ name: a }}\nspec:\n  {before}\n");
        var tier = (Tier)Read(path)[0];
        if (isLost) Assert.Equal(ExportErrorCode.CommentsWouldBeLost, Assert.Single(Exporter().ToSource([tier with { Order = 5 }], Token)).Error!.Code);
        Apply(Exporter(force: isLost).ToSource([tier with { Order = 5 }], Token));
        Assert.Contains("  " + after + "\n", File.ReadAllText(path), StringComparison.Ordinal);
        Assert.Equal(tier with { Order = 5 }, Read(path)[0]);
    }

    [Fact]
    public void Source_refuses_a_file_that_changed_since_it_was_read()
    {
        var path = Put("two.yaml", Two);
        var set = (GlobalNetworkSet)Read(path)[1];
        File.WriteAllText(path, Two.Replace("192.0.2.0/24", "203.0.113.0/24", StringComparison.Ordinal));
        var change = Assert.Single(Exporter().ToSource([set with { Nets = [] }], Token));
        Assert.Equal(ExportErrorCode.SourceChanged, change.Error!.Code);
    }

    [Fact]
    public void Source_takes_away_the_documents_that_were_merged_into_another()
    {
        var path = Put("sets.yaml", string.Join("---\n", Set("a"), Set("b"), Set("c")));
        var sets = Read(path);
        var merged = (GlobalNetworkSet)sets[2] with { Nets = ["10.0.0.0/8"], Origins = [sets[2].Origins[0], sets[0].Origins[0]] };
        Apply(Exporter().ToSource([merged], Token));
        Assert.Equal(["b", "c"], Read(path).Select(resource => resource.Name));
        Assert.Equal("---\n" + Set("b") + "---\n" + Set("c") + "spec:\n  nets:\n  - 10.0.0.0/8\n", File.ReadAllText(path));
    }

    [Fact]
    public void Source_replaces_an_item_of_a_list_and_keeps_the_others()
    {
        var path = Put("list.json", """
            {"apiVersion": "v1", "kind": "List", "items": [
              {"apiVersion": "projectcalico.org/v3", "kind": "Tier", "metadata": {"name": "a"}},
              {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "untouched"}, "data": {"k": "v"}}]}
            """);
        var tier = (Tier)Read(path)[0];
        Apply(Exporter().ToSource([tier with { Order = 7 }], Token));
        Assert.Equal(7, ((Tier)Read(path)[0]).Order);
        Assert.Contains("\"k\": \"v\"", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Fact]
    public void Source_needs_a_file_to_go_back_to()
    {
        var change = Assert.Single(Exporter().ToSource([new Tier { Metadata = new ObjectMetadata { Name = "new" } }], Token));
        Assert.Equal(ExportErrorCode.NoSource, change.Error!.Code);
    }

    [Theory]
    [InlineData("../x", "tier.%2E.%2Fx.yaml")]
    [InlineData("..", "tier.%2E..yaml")]
    [InlineData("a/b", "tier.a%2Fb.yaml")]
    [InlineData("CON:\0", "tier.CON%3A%00.yaml")]
    [InlineData("a.b-c", "tier.a.b-c.yaml")]
    public void Names_never_lead_out_of_the_folder(string name, string file)
    {
        Resource tier = new Tier { Metadata = new ObjectMetadata { Name = name } };
        var change = Assert.Single(Exporter().ToFolder([tier], _folder, ExportLayout.PerResource, Token));
        Assert.Equal(Path.Combine(_folder, file), change.Path);
    }

    [Fact]
    public void A_layout_groups_by_namespace_and_by_tier()
    {
        Resource[] resources =
        [
            new Tier { Metadata = new ObjectMetadata { Name = "app" } },
            new NetworkPolicy { Metadata = new ObjectMetadata { Name = "p", Namespace = "shop" }, Tier = "app" },
            new GlobalNetworkSet { Metadata = new ObjectMetadata { Name = "s" } },
        ];
        Assert.Equal(["_cluster.yaml", "shop.yaml"], ExportPlan.For(resources, ExportLayout.ByNamespace).Select(file => file.RelativePath));
        Assert.Equal(["app.yaml", "_sets.yaml"], ExportPlan.For(resources, ExportLayout.ByTier).Select(file => file.RelativePath));
        Assert.Equal(
            ["tier.app.yaml", "shop/networkpolicy.p.yaml", "globalnetworkset.s.yaml"],
            ExportPlan.For(resources, ExportLayout.PerResource).Select(file => file.RelativePath));
    }

    [Fact]
    public void A_whole_file_is_guarded()
    {
        var commented = Put("commented.yaml", Two);
        var plain = Put("plain.yaml", Set("a"));
        var broken = Put("broken.yaml", "a: [");
        Resource[] tier = [new Tier { Metadata = new ObjectMetadata { Name = "t" } }];
        Assert.Equal(ExportErrorCode.CommentsWouldBeLost, Refusal(commented, new ExportOptions()));
        Assert.Equal(ExportErrorCode.FileNotUnderstood, Refusal(broken, new ExportOptions()));
        Assert.Equal(ExportErrorCode.FileExists, Refusal(plain, new ExportOptions(NoClobber: true)));
        Assert.Equal(ExportErrorCode.PathNotWritable, Refusal(_folder, new ExportOptions()));
        Assert.Equal(ExportErrorCode.PathNotWritable, Refusal(plain + ".gz", new ExportOptions()));
        Assert.Null(Refusal(plain, new ExportOptions()));
        Assert.Null(Refusal(commented, new ExportOptions(Force: true)));

        ExportErrorCode? Refusal(string path, ExportOptions options) =>
            Assert.Single(new PolicyExporter(Yaml, options).ToFile(tier, path, Token)).Error?.Code;
    }

    [Theory]
    [InlineData("resources:\n- a.yaml\n")]
    [InlineData("hello: world\n")]
    [InlineData("apiVersion: v1\nkind: Secret\nmetadata: {name: s}\n---\napiVersion: projectcalico.org/v3\nkind: Tier\nmetadata: {name: q}\n")]
    [InlineData("apiVersion: projectcalico.org/v3\nkind: Tier\nmetadata: {name: q}\nspec: {order: abc}\n")]
    [InlineData("apiVersion: projectcalico.org/v3\nkind: NetworkPolcy\nmetadata: {name: q}\n")]
    public void What_nobody_has_read_is_not_written_over(string text)
    {
        var path = Put("x.yaml", text);
        Resource[] tier = [new Tier { Metadata = new ObjectMetadata { Name = "t" } }];
        Assert.Equal(ExportErrorCode.FileNotUnderstood, Assert.Single(Exporter().ToFile(tier, path, Token)).Error!.Code);
        Assert.Null(Assert.Single(Exporter(force: true).ToFile(tier, path, Token)).Error);
    }

    [Fact]
    public void Two_versions_of_a_resource_do_not_go_back_to_one_document()
    {
        var path = Put("x.yaml", Set("one") + "---\n" + Set("two"));
        var other = Put("y.yaml", Set("three"));
        var (read, rest) = (Read(path), Read(other));
        Resource[] changed =
        [
            ((GlobalNetworkSet)read[0]) with { Nets = ["192.0.2.0/24"] }, ((GlobalNetworkSet)rest[0]) with { Nets = ["192.0.2.0/24"] },
            ((GlobalNetworkSet)read[0]) with { Nets = ["198.51.100.0/24"] },
        ];
        var changes = Exporter().ToSource(changed, Token).ToList();
        Assert.Equal(ExportErrorCode.TwoVersions, Assert.Single(changes, change => change.Error is not null).Error!.Code);
        Apply(changes.Where(change => change.Error is null));
        Assert.Equal(Set("one") + "---\n" + Set("two"), File.ReadAllText(path));
        Assert.Contains("192.0.2.0/24", File.ReadAllText(other), StringComparison.Ordinal);
        Assert.Null(Assert.Single(Exporter().ToSource([changed[0], changed[0]], Token)).Error);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_not_made_for_one_file()
    {
        Resource[] tier = [new Tier { Metadata = new ObjectMetadata { Name = "t" } }];
        var change = Assert.Single(Exporter().ToFile(tier, Path.Combine(_folder, "no", "x.yaml"), Token));
        Assert.Equal(ExportErrorCode.PathNotWritable, change.Error!.Code);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void Several_resources_are_a_list_in_JSON()
    {
        var path = Path.Combine(_folder, "x.json");
        Resource[] tiers = [new Tier { Metadata = new ObjectMetadata { Name = "a" } }, new Tier { Metadata = new ObjectMetadata { Name = "b" } }];
        Apply(Exporter().ToFile(tiers, path, Token));
        using var json = System.Text.Json.JsonDocument.Parse(File.ReadAllText(path));
        Assert.Equal("List", json.RootElement.GetProperty("kind").GetString());
        Assert.Equal(tiers, Read(path));
    }

    [Fact]
    public void Nothing_is_left_behind_where_a_file_cannot_be_written()
    {
        var target = Path.Combine(_folder, "sub", "x.yaml");
        Put("sub", "a file where a folder should be");
        Resource[] tier = [new Tier { Metadata = new ObjectMetadata { Name = "t" } }];
        var change = Assert.Single(Exporter().ToFile(tier, target, Token));
        Assert.ThrowsAny<IOException>(change.Apply);
        Assert.Equal(["sub"], Directory.GetFileSystemEntries(_folder).Select(Path.GetFileName));
    }

    private static string Set(string name) =>
        $"apiVersion: projectcalico.org/v3\nkind: GlobalNetworkSet\nmetadata:\n  name: {name}\n";

    private static PolicyExporter Exporter(bool force = false) => new(Yaml, new ExportOptions(Force: force));

    private static IReadOnlyList<Resource> Read(string path) => new ResourceReader(Yaml).ReadFiles([path], Token).Single().Resources;

    private static void Apply(IEnumerable<FileChange> changes)
    {
        foreach (var change in changes.ToList()) change.Apply();
    }

    private string Put(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
