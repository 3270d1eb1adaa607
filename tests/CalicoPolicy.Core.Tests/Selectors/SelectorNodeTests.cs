using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Tests.Selectors;

public class SelectorNodeTests
{
    [Theory]
    [InlineData("", false)]
    [InlineData("a b", false)]
    [InlineData("a*", false)]
    [InlineData("é", false)]
    [InlineData("_/9.-A", true)]
    public void Knows_what_can_be_a_label_key(string text, bool expected) => Assert.Equal(expected, Selector.IsLabel(text));

    [Fact]
    public void Nodes_that_could_not_be_written_cannot_be_made()
    {
        Assert.Throws<ArgumentException>(() => new HasNode("a b"));
        Assert.Throws<ArgumentException>(() => new HasNode(new string('k', 513)));
        Assert.Throws<ArgumentException>(() => new LabelValueNode("a", LabelOperator.Equal, "'\""));
        Assert.Throws<ArgumentException>(() => new LabelValueNode("a", LabelOperator.In, "x"));
        Assert.Throws<ArgumentException>(() => new LabelSetNode("a", LabelOperator.Equal, ["x"]));
        Assert.Throws<ArgumentException>(() => new LabelSetNode("a", LabelOperator.In, ["'\""]));
        Assert.Throws<ArgumentException>(() => new AndNode(new AllNode()));
        Assert.Throws<ArgumentException>(() => new OrNode([]));
        Assert.Throws<ArgumentNullException>(() => new NotNode(null!));
    }

    [Fact]
    public void Equality_is_of_shape_and_content_and_not_of_place()
    {
        var first = Selector.Parse("a == 'x' && b in {'2', '1'} && !(has(c) || all() || global())").Root;
        var second = Selector.Parse("  ((a == \"x\") && b in {'1','2','2'} && !(has( c )||(all( ))||global()))").Root;

        Assert.Equal(first, second);
        Assert.Equal(first.GetHashCode(), second.GetHashCode());
        Assert.NotEqual(first.Range, second.Range);
    }

    [Theory]
    [InlineData("a == 'x'", "a != 'x'")]
    [InlineData("a == 'x'", "b == 'x'")]
    [InlineData("a == 'x'", "a == 'X'")]
    [InlineData("a == 'x'", "a in {'x'}")]
    [InlineData("a in {'x'}", "a not in {'x'}")]
    [InlineData("a in {'x'}", "a in {'x', 'y'}")]
    [InlineData("has(a)", "has(b)")]
    [InlineData("has(a) && has(b)", "has(b) && has(a)")]
    [InlineData("has(a) && has(b)", "has(a) || has(b)")]
    [InlineData("has(a) && has(b) && has(c)", "has(a) && (has(b) && has(c))")]
    [InlineData("all()", "global()")]
    [InlineData("has(a)", "!has(a)")]
    public void Different_questions_are_not_equal(string one, string other) =>
        Assert.NotEqual(Selector.Parse(one).Root, Selector.Parse(other).Root);

    [Theory]
    [InlineData("a==\"it's\" && b==\"x\"", "a == \"it's\" && b == 'x'")]
    [InlineData("(has(a) || has(b)) && has(c)", "(has(a) || has(b)) && has(c)")]
    [InlineData("has(a) || has(b) && has(c)", "has(a) || (has(b) && has(c))")]
    [InlineData("!a == 'x' && !has(b) && !all() && !(!has(c))", "!(a == 'x') && !has(b) && !all() && !(!has(c))")]
    [InlineData("a notin{'y','x'}", "a not in {'x', 'y'}")]
    [InlineData("", "all()")]
    public void The_readable_text_is_what_a_person_would_write(string text, string readable)
    {
        var root = Selector.Parse(text).Root;

        Assert.Equal(readable, root.ToReadable());
        Assert.Equal(root, Selector.Parse(readable).Root);
    }
}
