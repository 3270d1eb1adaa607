using CalicoPolicy.Core.Documents;

namespace CalicoPolicy.Core.Tests.Documents;

public class TreeScalarTests
{
    [Theory]
    [InlineData(ScalarKind.Boolean, "yes", "true", true)]
    [InlineData(ScalarKind.Boolean, "n", "true", false)]
    [InlineData(ScalarKind.Integer, "0x10", "16", true)]
    [InlineData(ScalarKind.Integer, "16", "17", false)]
    [InlineData(ScalarKind.Float, "1.50", "1.5", true)]
    [InlineData(ScalarKind.Float, ".nan", ".NaN", true)]
    [InlineData(ScalarKind.Null, "~", "null", true)]
    [InlineData(ScalarKind.String, "yes", "true", false)]
    public void Scalars_are_equal_by_value(ScalarKind kind, string left, string right, bool areEqual)
    {
        var (first, second) = (new TreeScalar(kind, left, default), new TreeScalar(kind, right, default));
        Assert.Equal(areEqual, first.Equals(second));
        if (areEqual) Assert.Equal(first.GetHashCode(), second.GetHashCode());
    }

    [Fact]
    public void A_number_in_quotes_is_another_value() =>
        Assert.False(new TreeScalar(ScalarKind.Integer, "1", default).Equals(new TreeScalar(ScalarKind.String, "1", default)));
}
