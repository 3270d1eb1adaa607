using CalicoPolicy.Tests.Engine;

namespace CalicoPolicy.Tests.Commands;

public sealed class EditPolicyTests : IDisposable
{
    private const string Start = "$p = New-NetworkPolicy p shop -Tier security -Order 5 -Selector \"a == 'b'\" -ServiceAccountSelector 'has(s)' -Label @{ k = 'v'; l = 'w' } -Ingress (New-PolicyRule Deny); ";

    private readonly TestFolder _folder = new();
    private readonly PolicyEngine _engine;

    public EditPolicyTests() => _engine = new PolicyEngine(_folder.Place);

    [Theory]
    [InlineData("-Name q", "Name", "q")]
    [InlineData("-Namespace other", "Namespace", "other")]
    [InlineData("-Namespace ''", "Namespace", "")]
    [InlineData("-Tier platform", "Tier", "platform")]
    [InlineData("-Tier $null", "DeclaredTier", "")]
    [InlineData("-Tier ''", "Tier", "default")]
    [InlineData("-Order 7.5", "Order", "7.5")]
    [InlineData("-Order 0", "Order", "0")]
    [InlineData("-Order $null", "Order", "")]
    [InlineData("-Order ''", "Order", "")]
    [InlineData("-Selector 'has(x)'", "Selector", "has(x)")]
    [InlineData("-Selector $null", "Selector", "")]
    [InlineData("-ServiceAccountSelector ''", "ServiceAccountSelector", "")]
    [InlineData("-Type Egress, Ingress", "DeclaredTypes", "Egress Ingress")]
    [InlineData("-Type ''", "DeclaredTypes", "")]
    [InlineData("-Type $null", "Types", "Ingress")]
    [InlineData("-Label @{ k = 'x'; m = $true; l = $null }", "Labels", "k=x,m=true")]
    [InlineData("-Label @{ k = $null; l = $null }", "Labels", "")]
    [InlineData("-Label @{}", "Labels", "k=v,l=w")]
    [InlineData("-Annotation ([ordered]@{ z = 1; y = 2 })", "Annotations", "z=1,y=2")]
    public void A_field_is_set_or_removed(string arguments, string field, string expected) =>
        Assert.Equal(expected, _engine.Text(Start + $"\"$(($p | Edit-Policy {arguments}).{field})\""));

    [Fact]
    public void What_is_not_named_stays() =>
        Assert.Equal(["True", "$.spec.order"], _engine.Texts(Start + "$p.Equals(($p | Edit-Policy)); (Compare-Policy $p ($p | Edit-Policy -Order 6)).Path"));

    [Theory]
    [InlineData("New-GlobalNetworkPolicy p", "GlobalNetworkPolicy")]
    [InlineData("New-NetworkPolicy p -Staged", "StagedNetworkPolicy")]
    [InlineData("New-GlobalNetworkPolicy p -StagedAction Learn", "StagedGlobalNetworkPolicy")]
    public void Every_kind_stays_its_kind(string policy, string kind) =>
        Assert.Equal([kind, "3"], _engine.Texts($"$q = {policy} | Edit-Policy -Order 3; $q.Kind; $q.Order"));

    [Fact]
    public void A_field_that_a_kind_has_not_is_an_error_for_that_policy()
    {
        var result = _engine.Run("(New-NetworkPolicy a), (New-GlobalNetworkPolicy b) | Edit-Policy -NamespaceSelector 'has(x)' | ForEach-Object { \"$($_.Name) $($_.NamespaceSelector)\" }");
        Assert.Equal(["b has(x)"], result.Texts);
        Assert.Equal(["FieldNotOfKind"], result.ErrorIds);
        Assert.Equal("NetworkPolicy a: a NetworkPolicy has no namespace selector.", result.Errors[0].ToString());
        Assert.NotEmpty(result.Errors[0].ErrorDetails.RecommendedAction);
        Assert.Equal(["FieldNotOfKind"], _engine.Run("New-GlobalNetworkPolicy b | Edit-Policy -Namespace x").ErrorIds);
        Assert.Equal("", _engine.Text("\"$((New-GlobalNetworkPolicy b -NamespaceSelector 'has(x)' | Edit-Policy -NamespaceSelector '').NamespaceSelector)\""));
        Assert.Equal("a", _engine.Text("(New-NetworkPolicy a | Edit-Policy -NamespaceSelector '').Name"));
    }

    [Fact]
    public void A_selector_that_is_none_is_refused_with_a_caret()
    {
        var error = _engine.Error(Start + "$p | Edit-Policy -Selector \"a = 'b'\"");
        Assert.StartsWith("ParameterArgumentValidationError", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("\n  ^", error.ToString().ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_Calico_would_reject_is_an_error_and_nothing_comes_out()
    {
        var result = _engine.Run(Start + "$p | Edit-Policy -Selector 'global()'");
        Assert.Empty(result.Output);
        Assert.Equal(["InvalidResource"], result.ErrorIds);
    }

    [Fact]
    public void A_policy_that_is_renamed_and_moved_takes_the_place_of_the_old_one()
    {
        const string Text = "# head\n\nkind: NetworkPolicy\napiVersion: projectcalico.org/v3\nspec: {types: [Ingress], order: 1}\nmetadata:\n  # who\n  name: p\n  namespace: shop\n---\napiVersion: v1\nkind:   ConfigMap\n";
        _folder.Write("p.yaml", Text);
        _folder.Write("other.yaml", Text);
        var before = File.GetLastWriteTimeUtc(Path.Combine(_folder.Place, "other.yaml"));
        _engine.Output("Import-Policy ./p.yaml, ./other.yaml | Edit-Policy -Order 1 | Export-Policy -Layout Source");
        Assert.Equal(Text, _folder.Read("p.yaml"));
        _engine.Output("Import-Policy ./p.yaml | Edit-Policy -Name q -Namespace moved -Order 2 | Export-Policy -Layout Source");
        Assert.Equal(
            Text.Replace("order: 1", "order: 2", StringComparison.Ordinal).Replace("name: p\n", "name: q\n", StringComparison.Ordinal).Replace(": shop", ": moved", StringComparison.Ordinal),
            _folder.Read("p.yaml"));
        Assert.Equal(before, File.GetLastWriteTimeUtc(Path.Combine(_folder.Place, "other.yaml")));
        Assert.Equal(["other.yaml", "p.yaml"], _folder.Files);
    }

    [Fact]
    public void Tab_offers_tiers() => Assert.Contains("security", _engine.Completions("New-NetworkPolicy p | Edit-Policy -Tier "));

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }
}
