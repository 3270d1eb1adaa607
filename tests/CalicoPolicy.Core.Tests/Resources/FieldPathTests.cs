using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Resources;

public class FieldPathTests
{
    [Fact]
    public void Reads_as_JSONPath()
    {
        Assert.Equal("$", FieldPath.Root.ToString());
        Assert.Equal("$.spec.ingress[0].source.selector", FieldPath.Root["spec"]["ingress"][0]["source"]["selector"].ToString());
    }

    [Theory]
    [InlineData("a_b1", "$.a_b1")]
    [InlineData("projectcalico.org/tier", "$['projectcalico.org/tier']")]
    [InlineData("1a", "$['1a']")]
    [InlineData("", "$['']")]
    [InlineData("it's", @"$['it\'s']")]
    [InlineData(@"a\b", @"$['a\\b']")]
    [InlineData("a-b", "$['a-b']")]
    [InlineData("ä", "$['ä']")]
    [InlineData("\"", "$['\"']")]
    public void Quotes_what_is_no_plain_name(string name, string expected) => Assert.Equal(expected, FieldPath.Root[name].ToString());

    [Fact]
    public void Equals_another_of_the_same_steps()
    {
        var path = FieldPath.Root["a"][1]["b"];
        var same = FieldPath.Root["a"][1]["b"];
        Assert.Equal(path, same);
        Assert.Equal(path.GetHashCode(), same.GetHashCode());
        Assert.NotEqual(path, FieldPath.Root["a"][2]["b"]);
        Assert.NotEqual(path, FieldPath.Root["x"][1]["b"]);
        Assert.NotEqual(path, FieldPath.Root["a"][1]);
        Assert.NotEqual(FieldPath.Root["1"], FieldPath.Root[1]);
        Assert.NotEqual(path, FieldPath.Root);
    }

    [Fact]
    public void Knows_its_steps()
    {
        var path = FieldPath.Root["a"][3];
        Assert.Equal(2, path.Depth);
        Assert.Equal(3, path.Index);
        Assert.Null(path.Name);
        Assert.Equal("a", path.Parent?.Name);
        Assert.Equal(-1, path.Parent?.Index);
        Assert.Null(FieldPath.Root.Parent);
    }
}
