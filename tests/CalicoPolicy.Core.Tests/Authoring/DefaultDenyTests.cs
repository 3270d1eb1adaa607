using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Tests.Rules;

namespace CalicoPolicy.Core.Tests.Authoring;

public class DefaultDenyTests
{
    private static readonly string[] Addresses = ["10.96.0.10", "fd00::a", "10.96.0.10/32"];

    public static TheoryData<DnsMode, string?, bool> All =>
    [
        .. from mode in Enum.GetValues<DnsMode>()
           from @namespace in (string?[])[null, "shop"]
           from isEnforced in (bool[])[false, true]
           select (mode, @namespace, isEnforced),
    ];

    [Theory]
    [MemberData(nameof(All))]
    public void The_policy_has_both_directions_the_default_tier_and_no_finding_above_low_but_for_missing_dns(DnsMode mode, string? @namespace, bool isEnforced)
    {
        var policy = Make(mode, @namespace, isEnforced);
        Assert.Equal($"{(isEnforced ? "" : "Staged")}{(@namespace is null ? "Global" : "")}NetworkPolicy", policy.Kind);
        Assert.Equal(@namespace, policy.Namespace);
        Assert.Equal([PolicyType.Ingress, PolicyType.Egress], policy.DeclaredTypes);
        Assert.Equal("default", policy.DeclaredTier);
        Assert.Null(policy.Order);
        Assert.Empty(policy.Ingress);
        string[] expected = mode == DnsMode.None && @namespace is null ? ["CP2104"] : [];
        Assert.Equal(expected, Input.Judge([policy], new() { MinimumSeverity = FindingSeverity.Medium }).Select(finding => finding.RuleId));
    }

    [Theory]
    [InlineData("shop", true)]
    [InlineData("default", true)]
    [InlineData("kube-systems", true)]
    [InlineData("calico", true)]
    [InlineData("openshift", true)]
    [InlineData("team-b", true)]
    [InlineData("kube-system", false)]
    [InlineData("kube-public", false)]
    [InlineData("calico-system", false)]
    [InlineData("calico-apiserver", false)]
    [InlineData("tigera-operator", false)]
    [InlineData("tigera-", false)]
    [InlineData("openshift-dns", false)]
    [InlineData("team-a", false)]
    [InlineData("infra-net", false)]
    [InlineData("shop-dev", false)]
    [InlineData("x-scratch-y", false)]
    public void Pods_of_namespaces_that_are_not_excluded_are_selected(string @namespace, bool isSelected)
    {
        var policy = (GlobalPolicy)Make(DnsMode.KubeDns, null, false, "team-a", "infra-*", "*-dev", "*scratch*");
        var labels = new Dictionary<string, string>
        {
            ["app"] = "web",
            [AutomaticLabels.Namespace] = @namespace,
            [AutomaticLabels.Orchestrator] = "k8s",
            [AutomaticLabels.NamespacePrefix + AutomaticLabels.Name] = @namespace,
        };
        Assert.Equal(isSelected, Engine(policy).Matches(labels));
    }

    [Fact]
    public void Host_endpoints_are_not_selected()
    {
        var labels = new Dictionary<string, string> { ["role"] = "node", ["kubernetes.io/hostname"] = "node-1" };
        Assert.False(Engine((GlobalPolicy)Make(DnsMode.KubeDns, null, true)).Matches(labels));
        Assert.False(Engine((GlobalPolicy)Make(DnsMode.None, null, true, "team-*")).Matches(labels));
    }

    [Fact]
    public void The_selector_reads_as_the_page_writes_it() => Assert.Equal(
        "has(projectcalico.org/name) && projectcalico.org/name not in {'calico-apiserver', 'calico-system', 'kube-public', 'kube-system'} && "
        + "!(projectcalico.org/name starts with 'tigera-') && !(projectcalico.org/name starts with 'openshift-')",
        ((GlobalPolicy)Make(DnsMode.KubeDns, null, false, "kube-system", "tigera-*")).NamespaceSelector);

    [Theory]
    [InlineData(DnsMode.KubeDns, "UDP k8s-app == 'kube-dns'; namespaces projectcalico.org/name == 'kube-system'; ports 53|TCP k8s-app == 'kube-dns'; namespaces projectcalico.org/name == 'kube-system'; ports 53")]
    [InlineData(DnsMode.OpenShift, " service openshift-dns/dns-default")]
    [InlineData(
        DnsMode.NodeLocal,
        "UDP nets 169.254.20.10/32,10.96.0.10/32; ports 53|TCP nets 169.254.20.10/32,10.96.0.10/32; ports 53|UDP nets fd00::a/128; ports 53|TCP nets fd00::a/128; ports 53"
        + "|UDP k8s-app == 'kube-dns'; namespaces projectcalico.org/name == 'kube-system'; ports 53|TCP k8s-app == 'kube-dns'; namespaces projectcalico.org/name == 'kube-system'; ports 53")]
    [InlineData(DnsMode.None, "")]
    public void Names_are_asked_for_where_the_mode_says(DnsMode mode, string expected)
    {
        var policy = Make(mode, null, false);
        Assert.Equal(expected, string.Join('|', policy.Egress.Select(rule => $"{rule.Protocol} {rule.Destination}")));
        Assert.All(policy.Egress, rule => Assert.Equal((PolicyAction.Allow, PolicyPeer.None), (rule.Action, rule.Source)));
    }

    [Fact]
    public void A_namespaced_policy_selects_all_pods_of_its_namespace() => Assert.Equal("all()", Make(DnsMode.None, "shop", false).Selector);

    [Fact]
    public void Name_and_order_are_taken()
    {
        var policy = new DefaultDeny { Name = "deny-app-policy", Order = 5000 }.ToPolicy();
        Assert.Equal(("deny-app-policy", 5000d), (policy.Name, policy.Order));
        Assert.Equal(DefaultDeny.DefaultName, new DefaultDeny().ToPolicy().Name);
    }

    private static TieredPolicy Make(DnsMode mode, string? @namespace, bool isEnforced, params string[] excluded) => new DefaultDeny
    {
        Namespace = @namespace,
        DnsMode = mode,
        DnsAddresses = mode == DnsMode.NodeLocal ? Addresses : [],
        IsEnforced = isEnforced,
        ExcludedNamespaces = [.. excluded.Select(text => NamespacePattern.TryParse(text, out var pattern) ? pattern : throw new FormatException(text))],
    }.ToPolicy();

    private static Selector Engine(GlobalPolicy policy) =>
        Selector.Parse(EngineSelectors.ForGlobalNetworkPolicy(policy.Selector ?? "", policy.NamespaceSelector ?? "", policy.ServiceAccountSelector ?? ""));
}
