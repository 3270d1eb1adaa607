using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Core.Tests.Rules;

namespace CalicoPolicy.Core.Tests.Authoring;

public class DenyListTests
{
    private static readonly string[] Listed = ["203.0.113.9", "203.0.113.255", "2001:db8:bad::7"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, bool> Forms =>
    [
        .. from form in Enum.GetNames<DenyListForm>()
           from isFitted in (bool[])[false, true]
           select (form, isFitted),
    ];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Exactly_the_listed_addresses_are_cut_off_and_nothing_else_changes(string form, bool isFitted)
    {
        var snapshot = TemplateTrial.Snapshot();
        var wanted = List() with { Form = Enum.Parse<DenyListForm>(form), Directions = form == nameof(DenyListForm.PreDnat) ? [PolicyType.Ingress] : [PolicyType.Ingress, PolicyType.Egress] };
        var fitted = isFitted ? DenyListFitting.Fit(wanted, snapshot) : DenyListFitting.Fit(wanted);
        var changes = TemplateTrial.Changes(snapshot, fitted.Template!.ToResources());
        Assert.NotEmpty(changes);
        Assert.All(changes, change => Assert.True(IsOfListed(change) && change.EndsWith("Allow -> Deny", StringComparison.Ordinal), change));

        // Ports 22 and 53 are failsafe at hosts, in and out; and at the interface * there is nothing before connection tracking.
        string[] cut = form switch
        {
            nameof(DenyListForm.Pods) => ["203.0.113.9 -> shop/free TCP 22", "shop/free -> 203.0.113.9 TCP 22"],
            nameof(DenyListForm.PreDnat) => ["203.0.113.9 -> shop/free TCP 443", "203.0.113.9 -> hep/n1-all TCP 443", "203.0.113.9 -> hep/n2-eth0 TCP 443"],
            _ => ["203.0.113.9 -> hep/n2-eth0 TCP 443", "hep/n2-eth0 -> 203.0.113.9 TCP 443"],
        };
        Assert.All(cut, flow => Assert.Contains(flow + ": Allow -> Deny", changes));
        if (form == nameof(DenyListForm.Pods)) Assert.DoesNotContain(changes, change => change.Contains("hep/", StringComparison.Ordinal));
        if (form == nameof(DenyListForm.PreDnat)) Assert.DoesNotContain(changes, change => change.Contains("-> 203.0.113", StringComparison.Ordinal));

        static bool IsOfListed(string change) => Listed.Any(address => change.StartsWith(address + " ", StringComparison.Ordinal) || change.Contains($"-> {address} ", StringComparison.Ordinal));
    }

    [Fact]
    public void Both_families_are_denied_at_the_pods()
    {
        var changes = TemplateTrial.Changes(TemplateTrial.Snapshot(), DenyListFitting.Fit(List()).Template!.ToResources());
        Assert.Contains("2001:db8:bad::7 -> shop/web TCP 8080: Allow -> Deny", changes);
        Assert.Contains("shop/web -> 2001:db8:bad::7 TCP 443: Allow -> Deny", changes);
    }

    [Fact]
    public void A_service_with_a_listed_backend_is_denied()
    {
        var snapshot = TemplateTrial.Snapshot();
        var question = new FlowQuestion("shop/web", "svc/shop/feed") { Port = 80 };
        Assert.Equal(Verdict.Allow, FlowTracer.Create(snapshot, null, Token).Ask(question, Token).Single().Verdict);
        var after = snapshot.With(DenyListFitting.Fit(List()).Template!.ToResources(), cancellationToken: Token);
        var answer = FlowTracer.Create(after, null, Token).Ask(question, Token).Single();
        Assert.Equal((Verdict.Deny, "deny-list"), (answer.Verdict, answer.EgressTier));
    }

    [Fact]
    public void Several_lists_of_the_tier_all_count()
    {
        var second = Input.Read("""
            apiVersion: projectcalico.org/v3
            kind: GlobalNetworkSet
            metadata: {name: worse, labels: {feed: worse} }
            spec: {nets: [198.51.100.0/24]}
            """);
        var lists = DenyListFitting.Fit(List()).Template!.ToResources().Concat(DenyListFitting.Fit(List() with { Name = "worse", Selector = "feed == 'worse'" }).Template!.ToResources());
        var changes = TemplateTrial.Changes(TemplateTrial.Snapshot(second), lists);
        Assert.Contains("198.51.100.7 -> shop/free TCP 22: Allow -> Deny", changes);
        Assert.Contains("203.0.113.9 -> shop/free TCP 22: Allow -> Deny", changes);
        Assert.DoesNotContain(changes, change => change.Contains("203.0.114.1", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void The_checks_find_nothing(string form, bool isFitted)
    {
        var snapshot = TemplateTrial.Snapshot();
        var wanted = List() with { Form = Enum.Parse<DenyListForm>(form), Directions = form == nameof(DenyListForm.PreDnat) ? [PolicyType.Ingress] : [PolicyType.Ingress, PolicyType.Egress] };
        var template = (isFitted ? DenyListFitting.Fit(wanted, snapshot) : DenyListFitting.Fit(wanted)).Template!;
        var set = snapshot.Resources.OfType<GlobalNetworkSet>().Single();
        Assert.Empty(Input.Judge([.. template.ToResources(), set]).Select(finding => $"{finding.RuleId} {finding.Message}"));
        Assert.Empty(Input.Judge([.. template.ToResources(), set], new() { Target = CalicoTarget.Parse("Enterprise/3.24") }).Select(finding => $"{finding.RuleId} {finding.Message}"));
    }

    [Theory]
    [InlineData("feed == 'bad'", "feed == 'bad' && !has(projectcalico.org/namespace)")]
    [InlineData("feed in {'a', 'b'} || has(tor)", "(feed in {'a', 'b'} || has(tor)) && !has(projectcalico.org/namespace)")]
    [InlineData("feed == 'bad' && !has(projectcalico.org/namespace)", "feed == 'bad' && !has(projectcalico.org/namespace)")]
    public void What_is_in_a_namespace_never_matches(string selector, string expected)
    {
        var policy = (List() with { Selector = selector }).ToPolicy();
        Assert.Equal([expected, expected], [policy.Ingress[0].Source.Selector, policy.Egress[0].Destination.Selector]);
    }

    [Theory]
    [InlineData("deny-list", "bad", "deny-list.bad")]
    [InlineData("deny-list", "deny-list.bad", "deny-list.bad")]
    [InlineData("security", "bad", "security.bad")]
    [InlineData("default", "bad", "bad")]
    public void The_name_begins_with_the_tier(string tier, string name, string expected) => Assert.Equal(expected, (List() with { Tier = tier, Name = name }).ToPolicy().Name);

    [Fact]
    public void A_tier_that_ends_with_Deny_takes_a_list_that_ends_with_Pass_where_it_holds_nothing_else()
    {
        var snapshot = TemplateTrial.Snapshot(Input.Read("""
            apiVersion: projectcalico.org/v3
            kind: Tier
            metadata: {name: lists}
            spec: {order: 50}
            """));
        var template = DenyListFitting.Fit(List() with { Tier = "lists" }, snapshot).Template!;
        Assert.Equal((true, false), (template.EndsWithPass, template.MakesTier));
        Assert.Equal([PolicyAction.Deny, PolicyAction.Pass], template.ToPolicy().Egress.Select(rule => rule.Action));
        var changes = TemplateTrial.Changes(snapshot, template.ToResources());
        Assert.NotEmpty(changes);
        Assert.All(changes, change => Assert.EndsWith("Allow -> Deny", change, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("security", "GlobalNetworkPolicy security.web")]
    [InlineData("default", "GlobalNetworkPolicy default-deny")]
    public void A_tier_that_ends_with_Deny_and_holds_more_takes_no_list(string tier, string named)
    {
        var fitted = DenyListFitting.Fit(List() with { Tier = tier }, TemplateTrial.Snapshot());
        Assert.Null(fitted.Template);
        Assert.Contains(named, fitted.Problem, StringComparison.Ordinal);
        Assert.NotNull(DenyListFitting.Fit(List() with { Tier = tier, Form = DenyListForm.Untracked }, TemplateTrial.Snapshot()).Template);
    }

    [Fact]
    public void The_tier_default_takes_no_list_and_one_that_is_not_known_one_that_ends_with_Pass()
    {
        Assert.NotNull(DenyListFitting.Fit(List() with { Tier = "default" }).Problem);
        var unknown = DenyListFitting.Fit(List() with { Tier = "lists" });
        Assert.True(unknown.Template!.EndsWithPass);
        Assert.Single(unknown.Warnings);
        Assert.False(DenyListFitting.Fit(List() with { Tier = "kube-admin" }).Template!.EndsWithPass);
        Assert.True(DenyListFitting.Fit(List() with { Tier = "lists" }, TemplateTrial.Snapshot()).Template!.MakesTier);
    }

    [Fact]
    public void Whatever_keeps_the_list_from_working_is_a_warning()
    {
        var early = Input.Read("""
            apiVersion: projectcalico.org/v3
            kind: Tier
            metadata: {name: early}
            spec: {order: 5}
            ---
            apiVersion: projectcalico.org/v3
            kind: GlobalNetworkPolicy
            metadata: {name: early.open}
            spec: {tier: early, selector: app == 'web', types: [Ingress], ingress: [{action: Allow}]}
            """);
        Assert.Contains("GlobalNetworkPolicy early.open allows", Assert.Single(DenyListFitting.Fit(List(), TemplateTrial.Snapshot(early)).Warnings), StringComparison.Ordinal);
        Assert.Contains("feed == 'nope'", Assert.Single(DenyListFitting.Fit(List() with { Selector = "feed == 'nope'" }, TemplateTrial.Snapshot()).Warnings), StringComparison.Ordinal);
        Assert.Contains("interface *", Assert.Single(DenyListFitting.Fit(List() with { Form = DenyListForm.Untracked }, TemplateTrial.Snapshot()).Warnings), StringComparison.Ordinal);
        Assert.Contains("HostEndpoint n1-all", Assert.Single(DenyListFitting.Fit(List() with { Selector = "host == 'n1' || feed == 'bad'" }, TemplateTrial.Snapshot()).Warnings), StringComparison.Ordinal);
        Assert.Empty(DenyListFitting.Fit(List(), TemplateTrial.Snapshot()).Warnings);
        var gaps = PolicySnapshot.Of(Input.Read(TemplateTrial.Cluster), new() { IsLive = true, Gaps = [new("GlobalNetworkPolicy", null, "team", "refused.")] }, Token);
        Assert.Contains("of tier team were not read", Assert.Single(DenyListFitting.Fit(List(), gaps).Warnings), StringComparison.Ordinal);
    }

    private static DenyList List() => new() { Name = "bad", Selector = "feed == 'bad'" };
}
