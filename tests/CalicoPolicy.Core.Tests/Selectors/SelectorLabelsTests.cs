using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Tests.Selectors;

public class SelectorLabelsTests
{
    [Fact]
    public void Lists_each_test_with_its_operator_its_place_and_its_sign()
    {
        const string text = "a == 'x' && !(b in {'y'} || !has(c)) && a != 'z' && all()";

        var uses = SelectorLabels.UsesIn(Selector.Parse(text).Root);

        Assert.Equal(
            [
                ("a", LabelOperator.Equal, false, "a == 'x'"), ("b", LabelOperator.In, true, "b in {'y'}"),
                ("c", LabelOperator.Has, false, "has(c)"), ("a", LabelOperator.NotEqual, false, "a != 'z'"),
            ],
            uses.Select(use => (use.Test.Label, use.Test.Operator, use.IsNegated, text[use.Test.Range.Start..use.Test.Range.End])));
    }

    [Fact]
    public void Lists_each_key_once() =>
        Assert.Equal(["b", "a", "A"], SelectorLabels.KeysIn(Selector.Parse("has(b) && (has(a) || has(A)) && !has(b)").Root));

    [Theory]
    [InlineData("all()")]
    [InlineData("global()")]
    public void Lists_nothing_where_no_label_is_named(string text) => Assert.Empty(SelectorLabels.KeysIn(Selector.Parse(text).Root));

    [Theory]
    [InlineData("projectcalico.org/name", SelectorPlaces.Namespace | SelectorPlaces.ServiceAccount)]
    [InlineData("kubernetes.io/metadata.name", SelectorPlaces.Namespace)]
    [InlineData("projectcalico.org/namespace", SelectorPlaces.Endpoint)]
    [InlineData("projectcalico.org/orchestrator", SelectorPlaces.Endpoint)]
    [InlineData("projectcalico.org/serviceaccount", SelectorPlaces.Endpoint)]
    [InlineData("app", SelectorPlaces.None)]
    public void Automatic_labels_belong_into_certain_fields(string label, SelectorPlaces places) =>
        Assert.Equal(places, AutomaticLabels.PlacesOf(label));
}
