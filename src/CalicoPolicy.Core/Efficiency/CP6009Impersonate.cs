using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// Who may impersonate somebody has their rights. Silent where those who can be meant by the rule change no policies: service accounts of
/// a namespace in which none does (the role <c>edit</c> gives that), or named users and groups without such rights.
/// </summary>
internal sealed class CP6009Impersonate : AccessRuleCheck
{
    private static readonly (string Resource, string Kind)[] Kinds = [("users", "User"), ("groups", "Group"), ("serviceaccounts", "ServiceAccount")];

    public CP6009Impersonate()
        : base(new("CP6009", "Impersonate", FindingSeverity.High, "Somebody may act as others who may change policies."))
    {
    }

    private protected override bool Concerns(AccessRule rule) => Kinds.Any(kind => IsAbout(rule, string.Empty, kind.Resource)) && Given(rule, ["impersonate"]).Count > 0;

    private protected override Fault? Judge(AccessRule rule, IReadOnlyList<AccessHolder> holders, AccessIndex index, RuleContext context)
    {
        foreach (var holder in holders)
        {
            foreach (var (resource, kind) in Kinds)
            {
                if (!IsAbout(rule, string.Empty, resource) || As(rule, holder, kind, index) is not { } whom) continue;
                return new(
                    "verbs",
                    $"{Who(holders)} may impersonate {resource}, {whom} among them: whoever acts as them has their rights.",
                    "Take impersonate away, or limit it by resourceNames to those who may change nothing.");
            }
        }

        return null;
    }

    private static string? As(AccessRule rule, AccessHolder holder, string kind, AccessIndex index)
    {
        // Users and groups are in no namespace, and anybody may be meant by a rule without names: system:masters at the least.
        if (kind != "ServiceAccount" && holder.Grant.Namespace is not null) return null;
        if (kind == "Group" && (rule.ResourceNames.Count == 0 || rule.ResourceNames.Contains("system:masters"))) return "group:system:masters";
        foreach (var subject in index.Model.Subjects)
        {
            if (subject.Kind == kind && (rule.ResourceNames.Count == 0 || rule.ResourceNames.Contains(subject.Name))
                && (holder.Grant.Namespace is null || subject.Namespace == holder.Grant.Namespace) && subject != holder.Subject && index.MayChangePolicies(subject))
                return SubjectText.Of(subject);
        }

        return null;
    }
}
