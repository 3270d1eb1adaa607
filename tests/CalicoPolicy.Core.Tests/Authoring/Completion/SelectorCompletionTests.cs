using CalicoPolicy.Core.Authoring.Completion;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Tests.Rules;

namespace CalicoPolicy.Core.Tests.Authoring.Completion;

public class SelectorCompletionTests
{
    private static readonly LabelWords Labels = PolicyWords.Of(Input.Read(
        Rules.Yaml.NetworkSet("app: web, tier: 'it''s', role: db") + "---\n" + Rules.Yaml.NetworkSet("app: worker, apple: x"))).EndpointLabels;

    [Theory]
    [InlineData("", "app|apple|role|tier|all()")]
    [InlineData("  ", "  app|  apple|  role|  tier|  all()")]
    [InlineData("ap", "app|apple")]
    [InlineData("role == 'db' && ap", "role == 'db' && app|role == 'db' && apple")]
    [InlineData("!(ro", "!(role")]
    [InlineData("role == 'db' || ", "role == 'db' || app|role == 'db' || apple|role == 'db' || role|role == 'db' || tier")]
    [InlineData("has(ap", "has(app)|has(apple)")]
    [InlineData("has( ro", "has(role)")]
    [InlineData("!has(", "!has(app)|!has(apple)|!has(role)|!has(tier)")]
    public void Keys_are_offered_where_a_condition_begins(string text, string expected) => Assert.Equal(expected, Complete(text));

    [Theory]
    [InlineData("app ==", "app == 'web'|app == 'worker'")]
    [InlineData("app == ", "app == 'web'|app == 'worker'")]
    [InlineData("app != 'wo", "app != 'worker'")]
    [InlineData("app == \"we", "app == \"web\"")]
    [InlineData("app starts with '", "app starts with 'web'|app starts with 'worker'")]
    [InlineData("app in {", "app in {'web'|app in {'worker'")]
    [InlineData("app in {'web','wo", "app in {'web', 'worker'")]
    [InlineData("app not in { 'web', ", "app not in { 'web', 'web'|app not in { 'web', 'worker'")]
    [InlineData("role == 'db' && app == '", "role == 'db' && app == 'web'|role == 'db' && app == 'worker'")]
    [InlineData("tier == \"", "tier == \"it's\"")]
    [InlineData("tier == '", "")]
    [InlineData("unknown == ", "")]
    public void Values_of_the_label_are_offered_behind_its_operator(string text, string expected) => Assert.Equal(expected, Complete(text));

    [Theory]
    [InlineData("app ", "app == |app != |app in |app not in |app contains |app starts with |app ends with ")]
    [InlineData("app =", "app == ")]
    [InlineData("app no", "app not in ")]
    [InlineData("app in", "app in {")]
    [InlineData("app == 'web'", "app == 'web' && |app == 'web' || ")]
    [InlineData("has(app) ", "has(app) && |has(app) || ")]
    [InlineData("app in {'web'", "app in {'web',|app in {'web'}")]
    [InlineData("app in {'web'}", "app in {'web'} && |app in {'web'} || ")]
    public void Operators_are_offered_between(string text, string expected) => Assert.Equal(expected, Complete(text));

    [Theory]
    [InlineData("app == ?")]
    [InlineData("?")]
    [InlineData("app & ")]
    [InlineData("has(app, ")]
    [InlineData("no-such-key")]
    public void Nothing_is_offered_where_nothing_fits(string text) => Assert.Equal("", Complete(text));

    [Fact]
    public void Every_beginning_of_a_selector_can_be_gone_on_with()
    {
        const string Text = "app in {'web', \"worker\"} && !(role == 'db' || has(tier)) && apple starts with 'x'";
        Assert.True(Selector.TryParse(Text, out _, out _));
        var known = Enumerable.Range(0, Text.Length + 1).Select(length => SelectorCompletion.Complete(Text[..length], Labels)).ToList();
        Assert.All(known.SelectMany(suggestions => suggestions), suggestion => Assert.Contains(suggestion.Word, suggestion.Text, StringComparison.Ordinal));
        Assert.True(known.Count(suggestions => suggestions.Count > 0) > Text.Length * 2 / 3);
    }

    private static string Complete(string text) => string.Join('|', SelectorCompletion.Complete(text, Labels).Select(suggestion => suggestion.Text));
}
