using CalicoPolicy.Core.Selectors;
using CsCheck;

namespace CalicoPolicy.Core.Tests.Selectors;

public class SelectorProperties
{
    private static readonly string[] Keys = ["a", "b", "c/d.e", "in", "has"];

    private static readonly string[] Texts = ["", "x", "y", "xy", "it's", "\"", "\uFF61", "\U0001F600"];

    private static readonly Gen<string> Key = Gen.OneOf(Keys);

    private static readonly Gen<string> Text = Gen.OneOf(Texts);

    private static readonly Gen<SelectorNode> Leaf = Gen.Frequency(
        (1, Gen.OneOf<SelectorNode>(new AllNode(), new GlobalNode())),
        (2, Key.Select(key => (SelectorNode)new HasNode(key))),
        (6, Gen.Select(
            Key,
            Gen.OneOf(
                LabelOperator.Equal, LabelOperator.Equal, LabelOperator.NotEqual, LabelOperator.Contains, LabelOperator.StartsWith,
                LabelOperator.EndsWith),
            Text,
            (key, op, text) => (SelectorNode)new LabelValueNode(key, op, text))),
        (3, Gen.Select(
            Key,
            Gen.OneOf(LabelOperator.In, LabelOperator.NotIn),
            Text.List[0, 4],
            (key, op, texts) => (SelectorNode)new LabelSetNode(key, op, texts))));

    private static readonly Gen<SelectorNode> Tree = TreeOf(4);

    private static readonly Gen<Dictionary<string, string>> Labels =
        Gen.Select(Key, Text).List[0, 6].Select(pairs => pairs.GroupBy(p => p.Item1).ToDictionary(g => g.Key, g => g.First().Item2));

    /// <summary>Every way to label something with two keys and the values of the tests below.</summary>
    private static readonly Dictionary<string, string>[] Universe =
    [
        .. from a in (string?[])[null, "", "x", "y", "xy", "z"]
           from b in (string?[])[null, "", "x", "y", "xy", "z"]
           select new (string Key, string? Value)[] { ("a", a), ("b", b) }
               .Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!),
    ];

    private static readonly Gen<SelectorNode> SmallTree = TreeOf(3).Select(tree => Within(tree, ["a", "b"], ["", "x", "y", "xy"]));

    [Fact]
    public void Canonical_text_reads_back_as_the_same_tree() => Tree.Select(WithoutDoubleNegation).Sample(
        tree =>
        {
            var read = Selector.Parse(tree.ToString());
            Assert.Equal(tree, read.Root);
            Assert.Equal(tree.ToString(), read.Canonical);
            Assert.Equal(tree.GetHashCode(), read.Root.GetHashCode());
        });

    [Fact]
    public void Readable_text_reads_back_as_the_same_tree() =>
        Tree.Sample(tree => Assert.Equal(tree, Selector.Parse(tree.ToReadable()).Root));

    [Fact]
    public void Selectors_match_as_the_reference_says() => Gen.Select(Tree, Labels).Sample(
        (tree, labels) =>
        {
            var expected = ReferenceSelector.Read(tree.ToString())!(labels);
            Assert.Equal(expected, new Selector(tree).Matches(labels));
            Assert.Equal(expected, Selector.Parse(tree.ToReadable()).Matches(labels));
        });

    [Fact]
    public void What_matches_meets_the_restrictions() => Gen.Select(Tree, Labels).Sample(
        (tree, labels) =>
        {
            if (!new Selector(tree).Matches(labels))
                return;
            foreach (var (key, restriction) in LabelRestrictions.Of(tree).Labels)
            {
                var present = labels.TryGetValue(key, out var value);
                Assert.True(restriction.CanBeMet);
                Assert.True(present ? !restriction.MustBeAbsent : !restriction.MustBePresent);
                Assert.True(!restriction.LimitsValues || restriction.Values.Contains(value));
            }
        });

    [Fact]
    public void What_the_page_calls_indexed_needs_some_label() => Tree.Sample(
        tree =>
        {
            var needs = LabelRestrictions.Of(tree).Labels.Values.Any(restriction => restriction.MustBePresent);
            Assert.True(!SelectorIndexing.Of(tree).IsOptimized || needs);
        });

    [Fact]
    public void A_proof_that_nothing_or_everything_matches_is_right()
    {
        var (nothing, everything) = (0, 0);
        SmallTree.Sample(
            tree =>
            {
                var selector = new Selector(tree);
                if (!selector.IsSatisfiable)
                {
                    Interlocked.Increment(ref nothing);
                    Assert.DoesNotContain(Universe, labels => selector.Matches(labels));
                }

                if (selector.MatchesEverything)
                {
                    Interlocked.Increment(ref everything);
                    Assert.All(Universe, labels => Assert.True(selector.Matches(labels)));
                }
            },
            iter: 5_000);
        Assert.True(nothing > 50 && everything > 50, $"{nothing} nothing, {everything} everything");
    }

    [Fact]
    public void A_suggestion_selects_the_same_and_leaves_nothing_to_suggest()
    {
        var suggested = 0;
        SmallTree.Sample(
            tree =>
            {
                var selector = new Selector(tree);
                if (SelectorSimplifier.Suggest(selector) is not { } text)
                    return;
                Interlocked.Increment(ref suggested);
                var simpler = Selector.Parse(text);
                Assert.All(Universe, labels => Assert.Equal(selector.Matches(labels), simpler.Matches(labels)));
                Assert.Null(SelectorSimplifier.Suggest(simpler));
            },
            iter: 5_000);
        Assert.True(suggested > 50, $"{suggested} suggested");
    }

    [Fact]
    public void A_prefixed_selector_matches_prefixed_labels() => Gen.Select(Tree, Labels).Sample(
        (tree, labels) =>
        {
            var prefixed = Selector.Parse(EngineSelectors.Prefix(tree.ToReadable(), "pcns."));
            var inherited = labels.ToDictionary(pair => "pcns." + pair.Key, pair => pair.Value);
            Assert.Equal(new Selector(tree).Matches(labels), prefixed.Matches(inherited));
        });

    [Fact]
    public void Rewritten_selectors_are_conjunctions_of_their_parts() => Gen.Select(Tree, Tree, Labels).Sample(
        (selector, not, own) =>
        {
            var labels = new Dictionary<string, string>(own) { ["projectcalico.org/namespace"] = own.ContainsKey("a") ? "prod" : "dev" };
            var criteria = new EntityCriteria { Selector = selector.ToReadable(), NotSelector = not.ToReadable() };
            var rewritten = EngineSelectors.ForRuleEntity("prod", criteria);
            Assert.Equal("", rewritten.Negated);
            Assert.Equal(
                own.ContainsKey("a") && new Selector(selector).Matches(labels) && !new Selector(not).Matches(labels),
                Selector.Parse(rewritten.Positive).Matches(labels));
        });

    private static Gen<SelectorNode> TreeOf(int depth)
    {
        if (depth == 0)
            return Leaf;
        var part = TreeOf(depth - 1);
        return Gen.Frequency(
            (3, Leaf),
            (1, part.Select(operand => (SelectorNode)new NotNode(operand))),
            (2, part.List[2, 4].Select(operands => (SelectorNode)new AndNode(operands))),
            (2, part.List[2, 4].Select(operands => (SelectorNode)new OrNode(operands))));
    }

    private static SelectorNode WithoutDoubleNegation(SelectorNode node) => node switch
    {
        NotNode { Operand: NotNode inner } => WithoutDoubleNegation(inner.Operand),
        NotNode not => WithoutDoubleNegation(not.Operand) is var operand && operand is NotNode folded ? folded.Operand : new NotNode(operand),
        AndNode all => new AndNode([.. all.Operands.Select(WithoutDoubleNegation)]),
        OrNode any => new OrNode([.. any.Operands.Select(WithoutDoubleNegation)]),
        _ => node,
    };

    /// <summary>The same shape with few keys and values, so that tests meet.</summary>
    private static SelectorNode Within(SelectorNode node, string[] keys, string[] texts)
    {
        return node switch
        {
            HasNode has => new HasNode(Pick(keys, has.Label)),
            LabelValueNode test => new LabelValueNode(Pick(keys, test.Label), test.Operator, Pick(texts, test.Value)),
            LabelSetNode set => new LabelSetNode(Pick(keys, set.Label), set.Operator, set.Values.Select(value => Pick(texts, value))),
            NotNode not => new NotNode(Within(not.Operand, keys, texts)),
            AndNode all => new AndNode([.. all.Operands.Select(operand => Within(operand, keys, texts))]),
            OrNode any => new OrNode([.. any.Operands.Select(operand => Within(operand, keys, texts))]),
            _ => node,
        };

        static string Pick(string[] from, string original) =>
            from[(Array.IndexOf(Keys, original) + Array.IndexOf(Texts, original) + 2) % from.Length];
    }
}
