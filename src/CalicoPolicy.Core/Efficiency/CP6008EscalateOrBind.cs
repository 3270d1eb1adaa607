using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// Who may <c>escalate</c> a role can give it rights that they lack; who may <c>bind</c> one can give it to themselves. The right to bind
/// roles by name is silent where none of them changes policies.
/// </summary>
internal sealed class CP6008EscalateOrBind : AccessRuleCheck
{
    private const string Group = "rbac.authorization.k8s.io";

    private static readonly string[] Roles = ["clusterroles", "roles"];

    public CP6008EscalateOrBind()
        : base(new("CP6008", "EscalateOrBind", FindingSeverity.High, "Somebody may give themselves rights: escalate or bind on roles."))
    {
    }

    private protected override bool Concerns(AccessRule rule) => Roles.Any(role => IsAbout(rule, Group, role)) && Given(rule, ["escalate", "bind"]).Count > 0;

    private protected override Fault? Judge(AccessRule rule, IReadOnlyList<AccessHolder> holders, AccessIndex index, RuleContext context)
    {
        var verbs = Given(rule, ["escalate", "bind"]);
        if (rule.ResourceNames.Count > 0 && verbs is ["bind"] && !context.Resources.OfType<AccessRole>().Any(role => rule.ResourceNames.Contains(role.Name) && role.Rules.Any(GivesWork))
            && !rule.ResourceNames.Contains("cluster-admin")) return null;
        return new(
            "verbs",
            $"{Who(holders)} may {Listed(verbs)} {Listed([.. Roles.Where(role => IsAbout(rule, Group, role))])}: with it they can give themselves, or anybody, rights in every tier.",
            "Take escalate and bind away, or limit bind by resourceNames to roles that may be given to anybody.");
    }

    private static bool GivesWork(AccessRule rule) => (rule.ApiGroups.Contains("*") || rule.ApiGroups.Any(group => group is Calico or "crd.projectcalico.org" or Group))
        && rule.Verbs.Any(verb => verb is not ("get" or "list" or "watch"));
}
