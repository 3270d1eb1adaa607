using CalicoPolicy.Tests.Engine;

namespace CalicoPolicy.Tests.Commands;

public sealed class ExportPolicyTests : IDisposable
{
    private const string Several = """
        $all = @(
            New-PolicyTier security 100
            New-NetworkPolicy security.a shop -Tier security
            New-GlobalNetworkPolicy b
            New-GlobalNetworkSet feeds -Net 192.0.2.0/24
            New-NetworkSet partners shop -Net 192.0.2.0/24)

        """;

    private readonly TestFolder _folder = new();
    private readonly PolicyEngine _engine;

    public ExportPolicyTests() => _engine = new PolicyEngine(_folder.Place);

    [Fact]
    public void Single_writes_one_file_that_reads_back_the_same()
    {
        Assert.Empty(_engine.Output(Several + "\n$all | Export-Policy ./all.yaml"));
        Assert.Equal(["all.yaml"], _folder.Files);
        Assert.Equal("True", _engine.Text(Several + "\n($all | ConvertTo-PolicyYaml) -ceq (Import-Policy ./all.yaml | ConvertTo-PolicyYaml)"));
        Assert.Equal(_engine.Text(Several + "\n$all | ConvertTo-PolicyYaml"), _folder.Read("all.yaml"));
        Assert.Equal((byte)'a', File.ReadAllBytes(Path.Combine(_folder.Place, "all.yaml"))[0]);
    }

    [Theory]
    [InlineData("PerResource", "globalnetworkpolicy.b.yaml", "globalnetworkset.feeds.yaml", "shop/networkpolicy.security.a.yaml", "shop/networkset.partners.yaml", "tier.security.yaml")]
    [InlineData("ByTier", "_sets.yaml", "default.yaml", "security.yaml")]
    [InlineData("ByNamespace", "_cluster.yaml", "shop.yaml")]
    public void Layouts_spread_resources_over_files(string layout, params string[] files)
    {
        var written = _engine.Output(Several + $"\n$all | Export-Policy ./out {layout} -PassThru").Select(file => ((FileInfo)file.BaseObject).FullName);
        Assert.Equal(files, written.Select(path => Path.GetRelativePath(Path.Combine(_folder.Place, "out"), path).Replace('\\', '/')).Order(StringComparer.Ordinal));
        Assert.Equal(files.Select(file => "out/" + file), _folder.Files);
        Assert.Equal("5", _engine.Text("@(Import-Policy ./out -Recurse).Count"));
    }

    [Fact]
    public void A_file_whose_name_ends_in_json_is_json()
    {
        _engine.Output("New-PolicyTier a | Export-Policy ./a.json");
        Assert.StartsWith("{", _folder.Read("a.json").TrimStart(), StringComparison.Ordinal);
        Assert.Equal("a", _engine.Text("(Import-Policy ./a.json).Name"));
    }

    [Fact]
    public void WhatIf_writes_nothing_and_says_what_it_would_write()
    {
        var printed = _engine.Printed("New-PolicyTier a | Export-Policy ./a.yaml -WhatIf");
        Assert.Contains("a.yaml", printed, StringComparison.Ordinal);
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void A_file_with_comments_is_kept_unless_forced()
    {
        const string Text = "# why\napiVersion: projectcalico.org/v3\nkind: Tier\nmetadata: {name: a}\n";
        _folder.Write("a.yaml", Text);
        var result = _engine.Run("New-PolicyTier b | Export-Policy ./a.yaml -PassThru");
        Assert.Equal(["CommentsWouldBeLost"], result.ErrorIds);
        Assert.Empty(result.Output);
        Assert.NotEmpty(result.Errors[0].ErrorDetails.RecommendedAction);
        Assert.Equal(Text, _folder.Read("a.yaml"));
        Assert.Single(_engine.Output("New-PolicyTier b | Export-Policy ./a.yaml -PassThru -Force"));
        Assert.DoesNotContain("# why", _folder.Read("a.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_comments_is_written_over_and_kept_with_NoClobber()
    {
        _engine.Output("New-PolicyTier a | Export-Policy ./a.yaml; New-PolicyTier b | Export-Policy ./a.yaml");
        Assert.Equal("b", _engine.Text("(Import-Policy ./a.yaml).Name"));
        Assert.Equal(["FileExists"], _engine.Run("New-PolicyTier c | Export-Policy ./a.yaml -NoClobber").ErrorIds);
        Assert.Equal("b", _engine.Text("(Import-Policy ./a.yaml).Name"));
    }

    [Fact]
    public void A_file_that_is_not_understood_is_kept_unless_forced()
    {
        _folder.Write("a.yaml", "a: [\n");
        Assert.Equal(["FileNotUnderstood"], _engine.Run("New-PolicyTier c | Export-Policy ./a.yaml").ErrorIds);
        Assert.Equal("a: [\n", _folder.Read("a.yaml"));
        _engine.Output("New-PolicyTier c | Export-Policy ./a.yaml -Force");
        Assert.Equal("c", _engine.Text("(Import-Policy ./a.yaml).Name"));
    }

    [Fact]
    public void One_file_that_is_kept_does_not_keep_the_others_from_being_written()
    {
        _folder.Write("out/security.yaml", "# mine\n");
        Assert.Equal(["CommentsWouldBeLost"], _engine.Run(Several + "\n$all | Export-Policy ./out ByTier").ErrorIds);
        Assert.Equal(["out/_sets.yaml", "out/default.yaml", "out/security.yaml"], _folder.Files);
        Assert.Equal("# mine\n", _folder.Read("out/security.yaml"));
    }

    [Theory]
    [InlineData("New-PolicyTier a | Export-Policy", "ExportPathMismatch")]
    [InlineData("New-PolicyTier a | Export-Policy ./x -Layout Source", "ExportPathMismatch")]
    [InlineData("New-PolicyTier a | Export-Policy .", "PathNotWritable")]
    [InlineData("New-PolicyTier a | Export-Policy ./a.yaml.gz", "PathNotWritable")]
    [InlineData("New-PolicyTier a | Export-Policy Env:a", "PathNotInFileSystem")]
    [InlineData("New-PolicyTier a | Export-Policy nodrive:/a.yaml", "PathNotFound")]
    [InlineData("New-PolicyTier a | Export-Policy -Layout Source", "NoSource")]
    public void Bad_destinations_are_errors_and_nothing_is_written(string script, string id)
    {
        var result = _engine.Run(script);
        Assert.Equal([id], result.ErrorIds);
        Assert.NotEmpty(result.Errors[0].ErrorDetails.RecommendedAction);
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void Source_replaces_the_document_and_leaves_the_others_byte_for_byte()
    {
        const string First = "apiVersion:   projectcalico.org/v3\nkind:   Tier\nmetadata: {name: a}\n";
        const string Second = "---\napiVersion: projectcalico.org/v3\nkind: NetworkPolicy\nmetadata:\n  name: p\n  namespace: shop\nspec: {types: [Ingress]}\n";
        _folder.Write("f.yaml", First + Second);
        _engine.Output("Import-Policy ./f.yaml | Where-Object Kind -eq NetworkPolicy | Add-PolicyRule Ingress (New-PolicyRule Deny) | Export-Policy -Layout Source");
        Assert.StartsWith(First + "---\n", _folder.Read("f.yaml"), StringComparison.Ordinal);
        Assert.Equal("Deny", _engine.Text("\"$((Import-Policy ./f.yaml)[1].Ingress[0].Action)\""));
        Assert.Equal(["f.yaml"], _folder.Files);
    }

    [Fact]
    public void Names_of_resources_do_not_lead_out_of_the_folder()
    {
        _engine.Output("""
            ConvertFrom-PolicyYaml '{"apiVersion":"projectcalico.org/v3","kind":"NetworkPolicy","metadata":{"name":"../../x","namespace":".."}}' |
                Export-Policy ./out PerResource
            """);
        Assert.NotEmpty(_folder.Files);
        Assert.All(_folder.Files, file => Assert.StartsWith("out/", file, StringComparison.Ordinal));
    }

    [Fact]
    public void Tab_offers_layouts() =>
        Assert.Equal(["ByNamespace", "ByTier", "PerResource", "Single", "Source"], _engine.Completions("Export-Policy x -Layout ").Order(StringComparer.Ordinal));

    [Fact]
    public void An_empty_pipeline_writes_nothing()
    {
        Assert.Empty(_engine.Output("@() | Export-Policy ./a.yaml"));
        Assert.Empty(_folder.Files);
    }

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }
}
