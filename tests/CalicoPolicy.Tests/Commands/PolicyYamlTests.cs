using CalicoPolicy.Tests.Engine;

namespace CalicoPolicy.Tests.Commands;

/// <summary>ConvertTo-PolicyYaml and ConvertFrom-PolicyYaml.</summary>
public sealed class PolicyYamlTests : IDisposable
{
    private readonly PolicyEngine _engine = new();

    [Fact]
    public void Resources_become_one_text_of_several_documents()
    {
        var text = _engine.Text("(New-PolicyTier a), (New-PolicyTier b) | ConvertTo-PolicyYaml");
        Assert.Equal(2, text.Split("apiVersion: projectcalico.org/v3\nkind: Tier\n").Length - 1);
        Assert.Contains("\n---\n", text, StringComparison.Ordinal);
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', text);
    }

    [Fact]
    public void An_empty_pipeline_gives_no_text() => Assert.Empty(_engine.Output("@() | ConvertTo-PolicyYaml"));

    [Fact]
    public void Text_is_read_whole_and_line_by_line()
    {
        Assert.Equal("a", _engine.Text("(New-PolicyTier a | ConvertTo-PolicyYaml | ConvertFrom-PolicyYaml).Name"));
        Assert.Equal("a b", _engine.Text("(((New-PolicyTier a), (New-PolicyTier b) | ConvertTo-PolicyYaml) -split \"`n\" | ConvertFrom-PolicyYaml).Name -join ' '"));
        Assert.Equal("a", _engine.Text("(ConvertFrom-PolicyYaml ((New-PolicyTier a | ConvertTo-PolicyYaml) -split \"`n\")).Name"));
    }

    [Fact]
    public void Json_is_read_too() =>
        Assert.Equal("a", _engine.Text("""(ConvertFrom-PolicyYaml '{"apiVersion":"projectcalico.org/v3","kind":"Tier","metadata":{"name":"a"}}').Name"""));

    [Fact]
    public void Values_that_YAML_would_misread_come_back_as_they_were()
    {
        string[] values =
        [
            "yes", "null", "0755", "1e3", "1_000", "1:30", "2026-01-01", "~", "", "=", "<<", "y", "n", "a: b", "# c", "two\nlines\n", " edge ",
            "tab\there", "0x1F", ".inf", "ü€😀",
        ];
        Assert.Equal(
            values,
            _engine.Texts("""
                $table = [ordered]@{}; $i = 0
                foreach ($value in $args) { $table["k$i"] = $value; $i++ }
                (New-NetworkPolicy p -Annotation $table | ConvertTo-PolicyYaml | ConvertFrom-PolicyYaml).Annotations.Values
                """, [.. values]));
    }

    [Fact]
    public void Server_metadata_is_dropped_unless_asked_for()
    {
        const string Live = """
            $live = ConvertFrom-PolicyYaml '{"apiVersion":"projectcalico.org/v3","kind":"Tier","metadata":{"name":"a","uid":"u-1","resourceVersion":"5","managedFields":[],"creationTimestamp":"2026-01-01T00:00:00Z"},"spec":{"order":5}}'
            """;
        var plain = _engine.Text(Live + "\n$live | ConvertTo-PolicyYaml");
        Assert.All(["uid", "resourceVersion", "managedFields", "creationTimestamp"], field => Assert.DoesNotContain(field, plain, StringComparison.Ordinal));
        var full = _engine.Text(Live + "\n$live | ConvertTo-PolicyYaml -KeepServerMetadata");
        Assert.All(["uid: u-1", "resourceVersion: \"5\"", "creationTimestamp"], field => Assert.Contains(field, full.Replace('\'', '"'), StringComparison.Ordinal));
    }

    [Fact]
    public void Unknown_fields_survive() => Assert.Contains(
        "  brandNew:\n    deep: 1\n",
        _engine.Text("ConvertFrom-PolicyYaml \"apiVersion: projectcalico.org/v3`nkind: Tier`nmetadata: {name: a}`nspec:`n  brandNew: {deep: 1}`n\" | ConvertTo-PolicyYaml"),
        StringComparison.Ordinal);

    [Fact]
    public void A_bad_document_is_an_error_with_its_place_and_the_others_come_through()
    {
        var result = _engine.Run("ConvertFrom-PolicyYaml \"apiVersion: projectcalico.org/v3`nkind: Tier`nmetadata: {name: a}`n---`nb: [`n\" | ForEach-Object Name");
        Assert.Equal(["a"], result.Texts);
        Assert.Equal("InvalidSyntax", Assert.Single(result.ErrorIds));
        Assert.Matches(@"^[56]:\d+: ", result.Errors[0].ToString());
        Assert.NotEmpty(result.Errors[0].ErrorDetails.RecommendedAction);
    }

    [Fact]
    public void An_unknown_kind_of_Calico_is_an_error_with_what_was_meant()
    {
        var error = _engine.Error("ConvertFrom-PolicyYaml \"apiVersion: projectcalico.org/v3`nkind: NetworkPolcy`nmetadata: {name: a}`n\"");
        Assert.StartsWith("UnknownKind,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("NetworkPolicy", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Empty_text_gives_nothing() => Assert.Empty(_engine.Output("ConvertFrom-PolicyYaml ''"));

    public void Dispose() => _engine.Dispose();
}
