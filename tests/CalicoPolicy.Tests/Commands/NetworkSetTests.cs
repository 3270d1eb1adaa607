using CalicoPolicy.Tests.Engine;

namespace CalicoPolicy.Tests.Commands;

/// <summary>New-NetworkSet and New-GlobalNetworkSet.</summary>
public sealed class NetworkSetTests : IDisposable
{
    private readonly PolicyEngine _engine = new();

    public static TheoryData<string> Cmdlets => ["New-NetworkSet", "New-GlobalNetworkSet"];

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void All_piped_addresses_go_into_one_set_each_once_and_in_order(string cmdlet) => Assert.Equal(
        "10.0.0.0/8 192.0.2.0/24 2001:db8::/32",
        _engine.Text($"(@('10.0.0.0/8', '192.0.2.0/24', '10.0.0.0/8', '2001:db8::/32' | {cmdlet} s).Nets) -join ' '"));

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Addresses_of_files_come_after_those_that_are_given(string cmdlet)
    {
        using var folder = new TestFolder();
        folder.Write("a1.txt", "never read");
        folder.Write("b1.txt", "# all\n10.1.0.0/16 # one\n\n10.2.0.0/16\r\n");
        folder.Write("b2.txt", "10.3.0.0/16");
        Assert.Equal(
            "10.9.0.0/16 10.1.0.0/16 10.2.0.0/16 10.3.0.0/16",
            _engine.Text($"({cmdlet} s -Net 10.9.0.0/16 -Path \"$($args[0])/b*.txt\").Nets -join ' '", folder.Place));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Each_bad_file_is_an_error_with_its_line_and_there_is_no_set(string cmdlet)
    {
        using var folder = new TestFolder();
        var good = folder.Write("good.txt", "10.1.0.0/16");
        var bad = folder.Write("bad.txt", "10.1.0.0/16\n10.2.0.0/16 10.3.0.0/16\n");
        var result = _engine.Run($"{cmdlet} s -Path $args", good, bad, Path.Combine(folder.Place, "missing.txt"), folder.Place);
        Assert.Empty(result.Output);
        Assert.Equal(["AddressFileUnreadable", "PathNotFound", "AddressFileUnreadable"], result.ErrorIds);
        Assert.StartsWith($"{bad}:2: ", result.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.All(result.Errors, error => Assert.NotEmpty(error.ErrorDetails.RecommendedAction));
        Assert.False(result.IsTerminated);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_block_in_another_spelling_is_a_repetition(string cmdlet) => Assert.Equal(
        "10.1.2.3/8 2001:DB8::/32 192.0.2.1 192.0.2.0/24",
        _engine.Text($"({cmdlet} s -Net 10.1.2.3/8, 10.0.0.0/8, 2001:DB8::/32, 2001:0db8:0:0::1/32, 192.0.2.1, 192.0.2.1/32, 192.0.2.0/24).Nets -join ' '"));

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Aggregate_collapses_all_addresses_of_arguments_and_files(string cmdlet)
    {
        using var folder = new TestFolder();
        var path = folder.Write("a.txt", "10.0.0.128/25\n2001:db8:8000::/33\n");
        Assert.Equal(
            "10.0.0.0/24 192.0.2.1/32 2001:db8::/32",
            _engine.Text($"('2001:db8::/33', '10.0.0.0/25', '192.0.2.1', '10.0.0.77/26' | {cmdlet} s -Path $args[0] -Aggregate).Nets -join ' '", path));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Each_entry_that_is_no_address_is_an_error_that_names_it_or_its_line(string cmdlet)
    {
        using var folder = new TestFolder();
        var path = folder.Write("a.txt", "# feed\n10.0.0.0/8\n10.0.0.1-10.0.0.9\n");
        foreach (var aggregate in new[] { "", "-Aggregate" })
        {
            var result = _engine.Run($"{cmdlet} s -Net 192.0.2.0/24, example.com, 010.0.0.1 -Path $args[0] {aggregate}", path);
            Assert.Empty(result.Output);
            Assert.Equal(["InvalidResource", "InvalidResource", "InvalidResource"], result.ErrorIds);
            Assert.Matches("^(Global)?NetworkSet s: 'example.com' is neither", result.Errors[0].Exception.Message);
            Assert.Contains("'010.0.0.1'", result.Errors[1].Exception.Message, StringComparison.Ordinal);
            Assert.StartsWith($"{path}:3: ", result.Errors[2].Exception.Message, StringComparison.Ordinal);
            Assert.All(result.Errors, error => Assert.NotEmpty(error.ErrorDetails.RecommendedAction));
            Assert.False(result.IsTerminated);
        }
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Files_of_many_lines_are_read(string cmdlet)
    {
        using var folder = new TestFolder();
        var lines = Enumerable.Range(0, 50_000).Select(index => $"10.{index / 256 / 256}.{index / 256 % 256}.{index % 256}");
        var path = folder.Write("a.txt", string.Join('\n', lines.Concat(lines)));
        Assert.Equal(["50000", "6"], _engine.Texts($"({cmdlet} s -Path $args[0]).Nets.Count; ({cmdlet} s -Path $args[0] -Aggregate).Nets.Count", path));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Labels_are_text_sorted_unless_the_table_is_ordered(string cmdlet)
    {
        Assert.Equal("a=1.5,b=true,c=x", _engine.Text($"({cmdlet} s -Label @{{ c = 'x'; b = $true; a = 1.5 }}).Labels.ToString()"));
        Assert.Equal("c=x,a=y", _engine.Text($"({cmdlet} s -Label ([ordered]@{{ c = 'x'; a = 'y' }})).Labels.ToString()"));
    }

    [Fact]
    public void A_network_set_has_the_namespace_that_is_given_and_no_other()
    {
        Assert.Equal(["NetworkSet", "shop"], _engine.Texts("$s = New-NetworkSet s shop; $s.Kind; $s.Namespace"));
        Assert.Equal("True", _engine.Text("$null -eq (New-NetworkSet s).Namespace"));
        Assert.DoesNotContain("namespace", _engine.Text("New-NetworkSet s | ConvertTo-PolicyYaml"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_yaml_has_nets_domains_and_labels() => Assert.Equal(
        """
        apiVersion: projectcalico.org/v3
        kind: GlobalNetworkSet
        metadata:
          name: rates
          labels:
            feed: rates
        spec:
          nets:
          - 192.0.2.0/24
          allowedEgressDomains:
          - rates.example.com

        """,
        _engine.Text("New-GlobalNetworkSet rates -Net 192.0.2.0/24 -Domain rates.example.com -Label @{ feed = 'rates' } | ConvertTo-PolicyYaml"));

    [Fact]
    public void The_table_shows_a_set() =>
        Assert.Matches(@"NetworkSet\s+shop\s+partners\s+.*2", _engine.Printed("New-NetworkSet partners shop -Net 10.0.0.0/8, 192.0.2.0/24"));

    public void Dispose() => _engine.Dispose();
}
