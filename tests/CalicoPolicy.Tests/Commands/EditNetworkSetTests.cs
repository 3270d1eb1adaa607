using CalicoPolicy.Tests.Engine;

namespace CalicoPolicy.Tests.Commands;

public sealed class EditNetworkSetTests : IDisposable
{
    private const string Start = "$s = New-NetworkSet s shop -Net 192.0.2.0/24, 10.0.0.0/8 -Domain a.example.com -Label @{ feed = 'x'; team = 'y' }; ";
    private const string Members = " | ForEach-Object { \"$($_.Name): $(@($_.Nets) + @($_.AllowedEgressDomains))\" }";

    private readonly PolicyEngine _engine = new();

    [Theory]
    [InlineData("-AddNet 203.0.113.0/24, 10.1.2.3/8", "s: 192.0.2.0/24 10.0.0.0/8 203.0.113.0/24 a.example.com")]
    [InlineData("-RemoveNet 10.9.9.9/8", "s: 192.0.2.0/24 a.example.com")]
    [InlineData("-AddDomain b.example.com, A.example.com", "s: 192.0.2.0/24 10.0.0.0/8 a.example.com b.example.com")]
    [InlineData("-RemoveDomain A.EXAMPLE.COM", "s: 192.0.2.0/24 10.0.0.0/8")]
    [InlineData("-AddNet 11.0.0.1/8 -Aggregate", "s: 10.0.0.0/7 192.0.2.0/24 a.example.com")]
    [InlineData("-MaxMember 3", "s: 192.0.2.0/24 10.0.0.0/8 a.example.com")]
    [InlineData("-MaxMember 2", "s: 10.0.0.0/8 192.0.2.0/24|s-2: a.example.com")]
    [InlineData("", "s: 192.0.2.0/24 10.0.0.0/8 a.example.com")]
    public void Members_change_as_asked(string arguments, string expected)
    {
        var result = _engine.Run(Start + $"$s | Edit-NetworkSet {arguments}" + Members);
        Assert.Equal(expected.Split('|'), result.Texts);
        Assert.Empty(result.Errors);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void The_given_set_stays_as_it_is_and_its_kind_too()
    {
        Assert.Equal("2 1", _engine.Text(Start + "$t = $s | Edit-NetworkSet -RemoveNet 10.0.0.0/8; \"$($s.Nets.Count) $($t.Nets.Count)\""));
        Assert.Equal("GlobalNetworkSet", _engine.Text("(New-GlobalNetworkSet g | Edit-NetworkSet -AddNet 192.0.2.1).Kind"));
    }

    [Fact]
    public void Labels_are_set_and_those_of_null_removed() => Assert.Equal(
        "team=z,age=1.5",
        _engine.Text(Start + "($s | Edit-NetworkSet -Label @{ feed = $null; team = 'z'; age = 1.5 }).Labels.ToString()"));

    [Fact]
    public void What_stays_reachable_and_what_is_not_there_is_a_warning()
    {
        var result = _engine.Run(Start + "$s | Edit-NetworkSet -RemoveNet 10.1.1.1, 203.0.113.0/24 -RemoveDomain x.example.com" + Members);
        Assert.Equal(["s: 192.0.2.0/24 10.0.0.0/8 a.example.com"], result.Texts);
        Assert.Equal(3, result.Warnings.Count);
        Assert.EndsWith("stays covered by 10.0.0.0/8.", result.Warnings[0], StringComparison.Ordinal);
        Assert.All(result.Warnings, warning => Assert.StartsWith("NetworkSet shop/s", warning, StringComparison.Ordinal));
    }

    [Fact]
    public void Files_are_added_to_every_set_and_one_that_is_missing_lets_none_through()
    {
        using var folder = new TestFolder();
        folder.Write("a.txt", "203.0.113.1 # one\n10.7.7.7/8\n");
        Assert.Equal(
            ["s: 192.0.2.0/24 10.0.0.0/8 203.0.113.1 a.example.com", "t: 203.0.113.1 10.7.7.7/8"],
            _engine.Texts(Start + "$s, (New-GlobalNetworkSet t) | Edit-NetworkSet -Path \"$($args[0])/*.txt\"" + Members, folder.Place));
        var result = _engine.Run(Start + "$s | Edit-NetworkSet -Path \"$($args[0])/a.txt\", \"$($args[0])/b.txt\"", folder.Place);
        Assert.Empty(result.Output);
        Assert.Equal(["PathNotFound"], result.ErrorIds);
    }

    [Fact]
    public void An_entry_that_is_no_address_is_an_error_with_its_place()
    {
        using var folder = new TestFolder();
        var text = folder.Write("a.txt", "\nexample.com\n");
        var yaml = folder.Write("s.yaml", "apiVersion: projectcalico.org/v3\nkind: NetworkSet\nmetadata:\n  name: s\nspec:\n  nets:\n  - 10.0.0.0/8\n  - feed\n");
        var result = _engine.Run("Import-Policy $args[1] | Edit-NetworkSet -AddNet x -Path $args[0]", text, yaml);
        Assert.Empty(result.Output);
        Assert.Equal(["InvalidResource", "InvalidResource", "InvalidResource"], result.ErrorIds);
        Assert.StartsWith($"{yaml}:8: ", result.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.StartsWith("NetworkSet s: 'x' ", result.Errors[1].Exception.Message, StringComparison.Ordinal);
        Assert.StartsWith($"{text}:2: ", result.Errors[2].Exception.Message, StringComparison.Ordinal);
        Assert.Equal(["s: 10.0.0.0/8"], _engine.Texts("Import-Policy $args[0] | Edit-NetworkSet -RemoveNet feed" + Members, yaml));
    }

    [Fact]
    public void An_edited_file_keeps_what_was_not_named()
    {
        using var folder = new TestFolder();
        const string Document = """
            apiVersion: projectcalico.org/v3
            kind: NetworkSet
            metadata:
              name: s
              namespace: shop
              labels:
                feed: x
            spec:
              nets:
              - 192.0.2.0/24
              - 10.1.2.3/8
              later:
                than: this

            """;
        var path = folder.Write("s.yaml", Document);
        _engine.Output("Import-Policy $args[0] | Edit-NetworkSet -AddNet 203.0.113.0/24 -RemoveNet 192.0.2.0/24 | Export-Policy -Layout Source", path);
        Assert.Equal(
            Document.Replace("  - 192.0.2.0/24\n", "", StringComparison.Ordinal).Replace("10.1.2.3/8\n", "10.1.2.3/8\n  - 203.0.113.0/24\n", StringComparison.Ordinal),
            folder.Read("s.yaml"));
    }

    [Fact]
    public void Parts_go_back_to_the_file_together_and_stay_when_split_again()
    {
        using var folder = new TestFolder();
        var path = folder.Write("s.yaml", _engine.Text("New-GlobalNetworkSet s -Net 10.0.0.1, 10.0.0.3, 10.0.0.5 -Label @{ feed = 'x' } | ConvertTo-PolicyYaml"));
        for (var round = 0; round < 2; round++)
        {
            _engine.Output("Import-Policy $args[0] | Edit-NetworkSet -MaxMember 2 | Export-Policy -Layout Source", path);
            Assert.Equal(["s: 10.0.0.1 10.0.0.3", "s-2: 10.0.0.5"], _engine.Texts("Import-Policy $args[0]" + Members, path));
        }

        Assert.Equal(["feed=x", "feed=x"], _engine.Texts("Import-Policy $args[0] | ForEach-Object { $_.Labels.ToString() }", path));
    }

    [Fact]
    public void What_is_no_set_is_refused_and_the_others_come_out()
    {
        var result = _engine.Run(Start + "(New-PolicyTier t), $s | Edit-NetworkSet -AddNet 203.0.113.0/24" + Members);
        Assert.Single(result.Output);
        Assert.Single(result.Errors);
    }

    public void Dispose() => _engine.Dispose();
}
