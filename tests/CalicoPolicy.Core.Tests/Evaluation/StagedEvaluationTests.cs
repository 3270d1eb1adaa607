using CalicoPolicy.Core.Evaluation;
using static CalicoPolicy.Core.Tests.Rules.Yaml;

namespace CalicoPolicy.Core.Tests.Evaluation;

/// <summary>The two pending views (decision 3).</summary>
public class StagedEvaluationTests
{
    private const string Denying = "selector: app == 'db'\norder: 1\ningress: [{action: Deny}]";
    private const string Allowing = "selector: app == 'db'\norder: 2\ningress: [{action: Allow}]";

    [Theory]
    [InlineData(PolicyView.Enforced, Verdict.Deny)]
    [InlineData(PolicyView.PendingCalico, Verdict.Deny)]
    [InlineData(PolicyView.PendingIntended, Verdict.Allow)]
    public void A_staged_twin_stands_beside_what_is_in_force_or_as_intended_in_its_place(PolicyView view, Verdict expected) => Assert.Equal(
        expected, Decide(view, NetworkPolicy(Denying, "p", "data"), NetworkPolicy(Allowing, "p", "data", "StagedNetworkPolicy")));

    [Theory]
    [InlineData(PolicyView.Enforced, Verdict.Deny)]
    [InlineData(PolicyView.PendingCalico, Verdict.Deny)]
    [InlineData(PolicyView.PendingIntended, Verdict.Allow)]
    public void A_staged_deletion_changes_nothing_or_as_intended_removes(PolicyView view, Verdict expected) => Assert.Equal(
        expected, Decide(view, GlobalNetworkPolicy(Denying, "p"), GlobalNetworkPolicy("stagedAction: Delete", "p", "StagedGlobalNetworkPolicy")));

    [Theory]
    [InlineData("Set", Verdict.Deny, Verdict.Deny)]
    [InlineData("Learn", Verdict.Deny, Verdict.Deny)]
    [InlineData("Ignore", Verdict.Deny, Verdict.Allow)]
    [InlineData("Delete", Verdict.Allow, Verdict.Allow)]
    public void What_was_dismissed_still_counts_for_calico_and_is_not_intended(string action, Verdict calico, Verdict intended)
    {
        var staged = GlobalNetworkPolicy(action == "Delete" ? "stagedAction: Delete" : $"{Denying}\nstagedAction: {action}", "p", "StagedGlobalNetworkPolicy");
        Assert.Equal(Verdict.Allow, Decide(PolicyView.Enforced, staged));
        Assert.Equal(calico, Decide(PolicyView.PendingCalico, staged));
        Assert.Equal(intended, Decide(PolicyView.PendingIntended, staged));
    }

    [Theory]
    [InlineData(PolicyView.PendingCalico, Verdict.Deny)]
    [InlineData(PolicyView.PendingIntended, Verdict.Allow)]
    public void What_is_intended_ties_by_the_kind_that_it_will_have(PolicyView view, Verdict expected)
    {
        // KubernetesNetworkPolicy comes before NetworkPolicy, StagedKubernetesNetworkPolicy after it.
        var staged = "apiVersion: projectcalico.org/v3\nkind: StagedKubernetesNetworkPolicy\nmetadata: {name: p, namespace: data}\nspec: {podSelector: {}, ingress: [{}]}\n";
        Assert.Equal(expected, Decide(view, staged, NetworkPolicy("order: 1000\ningress: [{action: Deny}]", "p", "data")));
    }

    [Fact]
    public void A_tier_of_staged_policies_alone_has_no_end()
    {
        Assert.Equal(Verdict.Allow, Decide(PolicyView.Enforced, Tier("app"), GlobalNetworkPolicy("tier: app\ntypes: [Ingress]", "s", "StagedGlobalNetworkPolicy")));
        Assert.Equal(Verdict.Deny, Decide(PolicyView.PendingCalico, Tier("app"), GlobalNetworkPolicy("tier: app\ntypes: [Ingress]", "s", "StagedGlobalNetworkPolicy")));
    }

    [Fact]
    public void The_end_of_a_tier_names_the_last_policy_that_counts_in_the_view()
    {
        string[] documents = [GlobalNetworkPolicy("order: 1\ntypes: [Ingress]", "a"), GlobalNetworkPolicy("order: 2\ntypes: [Egress]", "b"), GlobalNetworkPolicy("order: 3\ntypes: [Ingress]", "s", "StagedGlobalNetworkPolicy")];
        Assert.Equal("GlobalNetworkPolicy a", By(PolicyView.Enforced));
        Assert.Equal("StagedGlobalNetworkPolicy s", By(PolicyView.PendingCalico));

        string? By(PolicyView view) => Evaluating.Trace("203.0.113.7 -> db TCP 5432", view, isComplete: true, documents).Ingress!.Decider!.Policy!.ToString();
    }

    private static Verdict Decide(PolicyView view, params string[] documents) => Evaluating.Trace("web -> db TCP 5432", view, isComplete: true, documents).Verdict;
}
