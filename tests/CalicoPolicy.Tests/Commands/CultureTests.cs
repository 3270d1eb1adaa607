using System.Globalization;
using CalicoPolicy.Tests.Engine;
using CalicoPolicy.Tests.Shared;

namespace CalicoPolicy.Tests.Commands;

/// <summary>Everything is the same under cultures that write numbers and letters otherwise.</summary>
public class CultureTests
{
    private const string Script = """
        [cultureinfo]::CurrentCulture = $args[1]
        $rule = New-PolicyRule allow icmp -IPVersion 4 -Source "app in {'i', 'I'}" -Annotation @{ order = 1.5; isTrue = $true }
        $policy = New-NetworkPolicy application.i shop -Tier application -Order 1234.5 -Selector "has(ID)" -Type ingress, EGRESS -Ingress $rule
        $policy | ConvertTo-PolicyYaml
        ($policy | ConvertTo-PolicyYaml | ConvertFrom-PolicyYaml) -eq $policy
        (ConvertFrom-PolicyYaml "apiVersion: projectcalico.org/v3`nkind: Tier`nmetadata: {name: i}`nspec: {order: 0.25}").Order.ToString([cultureinfo]::InvariantCulture)
        Import-Policy $args[0] -Recurse | Test-PolicyEfficiency -IncludeRule cp10*, ownside* -MinimumSeverity medium | ForEach-Object { "$($_.RuleId) $($_.Message)" }
        New-PolicyTier i -DefaultAction pass | Test-Policy -Target opensource/3.31 -Quiet
        """;

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    [InlineData("fa-IR")]
    public void Output_does_not_depend_on_the_culture(string name)
    {
        CultureInfo culture;
        try
        {
            culture = CultureInfo.GetCultureInfo(name, predefinedOnly: true);
        }
        catch (CultureNotFoundException)
        {
            Assert.Skip($"This machine has no culture {name}.");
            return;
        }

        using var engine = new PolicyEngine();
        var path = Repository.Path("docs", "examples");
        var plain = engine.Texts(Script, path, CultureInfo.InvariantCulture);
        Assert.Equal(plain, engine.Texts(Script, path, culture));
        Assert.Equal(name, engine.Text("[cultureinfo]::CurrentCulture = $args[0]; & { [cultureinfo]::CurrentCulture.Name }", culture));
        Assert.Contains("order: 1234.5", plain[0], StringComparison.Ordinal);
    }
}
