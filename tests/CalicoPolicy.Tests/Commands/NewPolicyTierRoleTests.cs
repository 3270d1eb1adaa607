using CalicoPolicy.Tests.Engine;

namespace CalicoPolicy.Tests.Commands;

public sealed class NewPolicyTierRoleTests : IDisposable
{
    private readonly PolicyEngine _engine = new();

    [Fact]
    public void Subjects_are_words_objects_or_nothing()
    {
        Assert.Equal(
            ["User jane ", "Group oidc:netops ", "Group netops ", "ServiceAccount deployer shop", "ServiceAccount builder ci", "Group system:authenticated "],
            _engine.Texts("(New-PolicyTierRole a Viewer -Subject user:jane, group:oidc:netops, netops, serviceaccount:shop/deployer, sa:ci/builder, system:authenticated)[1].Subjects | ForEach-Object { \"$($_.Kind) $($_.Name) $($_.Namespace)\" }"));
        Assert.Equal("ServiceAccount web shop", _engine.Text("""
            $account = ConvertFrom-PolicyYaml "apiVersion: v1`nkind: ServiceAccount`nmetadata: {name: web, namespace: shop}"
            $s = (New-PolicyTierRole a Viewer -Subject $account)[1].Subjects[0]; "$($s.Kind) $($s.Name) $($s.Namespace)"
            """));
        Assert.Equal("2", _engine.Text("$s = (New-PolicyTierRole a Viewer -Subject x, y)[1].Subjects; (New-PolicyTierRole b Viewer -Subject $s)[1].Subjects.Count"));
        Assert.Equal("ClusterRole", _engine.Text("New-PolicyTierRole a Viewer -Subject $null | ForEach-Object Kind"));
    }

    [Theory]
    [InlineData("oidc:netops", "group:oidc:netops")]
    [InlineData("shop/deployer", "serviceaccount:shop/deployer")]
    [InlineData("sa:deployer", "serviceaccount:shop/deployer")]
    [InlineData("user:", "names nobody")]
    public void A_subject_that_is_none_is_refused_with_what_to_write(string word, string expected)
    {
        var result = _engine.Run($"New-PolicyTierRole a Viewer -Subject '{word}'");
        Assert.Empty(result.Output);
        Assert.Contains(expected, Assert.Single(result.Errors).Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("New-PolicyTierRole Not.A.Tier Viewer")]
    [InlineData("New-PolicyTierRole a Viewer -Namespace shop")]
    [InlineData("New-PolicyTierRole a Admin -Namespace shop")]
    [InlineData("New-PolicyTierRole a Editor -Namespace Shop")]
    public void What_cannot_be_is_an_error_and_no_role(string code)
    {
        var error = _engine.Error(code);
        Assert.StartsWith("InvalidResource", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
    }

    [Fact]
    public void The_plain_resources_come_with_a_warning_and_only_where_asked_for()
    {
        Assert.DoesNotContain("- networkpolicies\n", _engine.Text("New-PolicyTierRole a Admin | ConvertTo-PolicyYaml"), StringComparison.Ordinal);
        var aggregated = _engine.Run("New-PolicyTierRole a Editor -Enforcement Aggregated | ConvertTo-PolicyYaml");
        Assert.Contains("- networkpolicies\n", Assert.Single(aggregated.Output).ToString(), StringComparison.Ordinal);
        Assert.Contains("the policies of all tiers", Assert.Single(aggregated.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Tab_offers_roles_and_tiers()
    {
        Assert.Equal(["Admin", "Editor", "Reader", "Viewer"], _engine.Completions("New-PolicyTierRole x -Role "));
        Assert.Equal(["security"], _engine.Completions("New-PolicyTierRole sec"));
    }

    public void Dispose() => _engine.Dispose();
}
