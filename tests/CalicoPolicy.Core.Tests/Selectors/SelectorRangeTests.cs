using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Tests.Selectors;

public class SelectorRangeTests
{
    [Fact]
    public void Every_node_knows_its_part_of_the_text()
    {
        const string text = " a == 'x' && ( has( b ) || ! ( c in { 'é', } ) ) && all()";

        var root = (AndNode)Selector.Parse(text).Root;
        var or = (OrNode)root.Operands[1];
        var not = (NotNode)or.Operands[1];

        Assert.Equal("a == 'x' && ( has( b ) || ! ( c in { 'é', } ) ) && all()", Cut(root));
        Assert.Equal("a == 'x'", Cut(root.Operands[0]));
        Assert.Equal("has( b ) || ! ( c in { 'é', } )", Cut(or));
        Assert.Equal("has( b )", Cut(or.Operands[0]));
        Assert.Equal("! ( c in { 'é', } )", Cut(not));
        Assert.Equal("c in { 'é', }", Cut(not.Operand));
        Assert.Equal("all()", Cut(root.Operands[2]));

        string Cut(SelectorNode node) => text[node.Range.Start..node.Range.End];
    }

    [Fact]
    public void A_joined_node_takes_in_the_parentheses_of_its_first_and_last_operand()
    {
        var root = Selector.Parse(" (has(a)) || (has(b)) ").Root;

        Assert.Equal(new SelectorRange(1, 21), root.Range);
    }

    [Fact]
    public void What_was_not_written_has_an_empty_range()
    {
        Assert.Equal(new SelectorRange(0, 0), Selector.Parse("  ").Root.Range);
        Assert.Equal(new SelectorRange(0, 0), new HasNode("a").Range);
    }
}
