using CalicoPolicy.Tests.Engine;

namespace CalicoPolicy.Tests.Commands;

public sealed class ComparePolicyTests : IDisposable
{
    private const string Start = "$p = New-NetworkPolicy p shop -Order 5 -Selector \"a == 'b'\" -Ingress (New-PolicyRule Deny); ";

    private readonly PolicyEngine _engine = new();

    [Fact]
    public void Rows_name_the_object_and_the_field() => Assert.Equal(
        "Changed NetworkPolicy shop p $.spec.order 5 6",
        _engine.Text(Start + "$p | Edit-Policy -Order 6 | Compare-Policy $p | ForEach-Object { \"$($_.Change) $($_.Kind) $($_.Namespace) $($_.Name) $($_.Path) $($_.ReferenceValue) $($_.DifferenceValue)\" }"));

    [Fact]
    public void All_that_is_piped_is_one_set() => Assert.Equal(
        ["Removed shop/a", "Added shop/c"],
        _engine.Texts("$all = 'a', 'b', 'c' | ForEach-Object { New-NetworkPolicy $_ shop }; $all[1, 2] | Compare-Policy $all[0, 1] | ForEach-Object { \"$($_.Change) $($_.Namespace)/$($_.Name)\" }"));

    [Fact]
    public void Normalize_passes_over_what_means_the_same()
    {
        const string Other = "$q = $p | Edit-Policy -Selector '((a==\"b\"))' -Tier default -Type $null; ";
        Assert.Equal(["$.spec.tier", "$.spec.selector", "$.spec.types"], _engine.Texts(Start + Other + "(Compare-Policy $p $q).Path"));
        Assert.Empty(_engine.Output(Start + Other + "Compare-Policy $p $q -Normalize"));
    }

    [Theory]
    [InlineData("Compare-Policy $null $p", "Added")]
    [InlineData("Compare-Policy @() $p", "Added")]
    [InlineData("Compare-Policy $p @()", "Removed")]
    [InlineData("@() | Compare-Policy $p", "Removed")]
    public void Nothing_is_a_set_too(string script, string change) => Assert.Equal(change, _engine.Text(Start + $"\"$(({script}).Change)\""));

    [Theory]
    [InlineData("Compare-Policy")]
    [InlineData("Compare-Policy $p")]
    [InlineData("$p | Compare-Policy")]
    public void Two_sets_are_needed(string script) => Assert.Equal(["SetMissing"], _engine.Run(Start + script).ErrorIds);

    [Fact]
    public void An_object_that_comes_twice_is_a_warning()
    {
        var result = _engine.Run(Start + "$p, $p | Compare-Policy $p");
        Assert.Empty(result.Output);
        Assert.Equal(["NetworkPolicy shop/p is there more than once: the last one counts."], result.Warnings);
    }

    [Fact]
    public void Places_of_both_sides_are_told()
    {
        using var folder = new TestFolder();
        var first = folder.Write("a.yaml", "apiVersion: projectcalico.org/v3\nkind: Tier\nmetadata: {name: a}\nspec:\n  order: 1\n");
        var second = folder.Write("b.yaml", "apiVersion: projectcalico.org/v3\nkind: Tier\nmetadata:\n  name: a\nspec: {order: 2}\n");
        Assert.Equal(
            [first, "5", second, "5"],
            _engine.Texts("Compare-Policy (Import-Policy $args[0]) (Import-Policy $args[1]) | ForEach-Object { $_.ReferenceFile; $_.ReferenceLine; $_.DifferenceFile; $_.DifferenceLine }", first, second));
    }

    public void Dispose() => _engine.Dispose();
}
