using CalicoPolicy.Core.Access;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Access;

/// <summary>Kubernetes' RBAC as its documentation tells it, every binding and rule looked at for every question.</summary>
internal static class ReferenceAccess
{
    public static bool Allows(IReadOnlyList<Resource> resources, AccessIdentity who, AccessRequest what)
    {
        if (who.Groups.Contains("system:masters")) return true;
        foreach (var binding in resources.OfType<AccessBinding>())
        {
            if (binding is RoleBinding && binding.Namespace != what.Namespace) continue;
            if (!binding.Subjects.Any(subject => Is(subject, who, binding))) continue;
            var role = resources.OfType<AccessRole>().FirstOrDefault(role =>
                role.Kind == binding.RoleRef!.Kind && role.Name == binding.RoleRef.Name && (role is ClusterRole || (binding is RoleBinding && role.Namespace == binding.Namespace)));
            if (role is not null && Effective(role, resources).Any(rule => Covers(rule, what))) return true;
        }

        return false;
    }

    /// <summary>The rules of a role and, round by round until nothing comes, of those that its selectors of labels pick.</summary>
    private static IEnumerable<AccessRule> Effective(AccessRole role, IReadOnlyList<Resource> resources)
    {
        var gathered = new List<AccessRole> { role };
        for (var count = 0; count < gathered.Count;)
        {
            count = gathered.Count;
            foreach (var selector in gathered.OfType<ClusterRole>().SelectMany(one => one.AggregationRule?.ClusterRoleSelectors ?? []).ToList())
                gathered.AddRange(resources.OfType<ClusterRole>().Where(other => !gathered.Exists(one => ReferenceEquals(one, other)) && selector.MatchLabels.All(label => other.Labels.GetValueOrDefault(label.Key) == label.Value)));
            if (count == gathered.Count) break;
        }

        return gathered.SelectMany(one => one.Rules);
    }

    private static bool Is(AccessSubject subject, AccessIdentity who, AccessBinding binding) => subject.Kind switch
    {
        "User" => subject.Name == who.Name,
        "Group" => who.Groups.Contains(subject.Name),
        _ => $"system:serviceaccount:{subject.Namespace ?? binding.Namespace}:{subject.Name}" == who.Name,
    };

    private static bool Covers(AccessRule rule, AccessRequest what)
    {
        var full = what.Subresource is null ? what.Resource : what.Resource + "/" + what.Subresource;
        return rule.Verbs.Any(verb => verb == "*" || verb == what.Verb)
            && rule.ApiGroups.Any(group => group == "*" || group == what.ApiGroup)
            && rule.Resources.Any(resource => resource == "*" || resource == full || (what.Subresource is not null && resource == "*/" + what.Subresource))
            && (rule.ResourceNames.Count == 0 || rule.ResourceNames.Any(name => name == (what.Name ?? "")));
    }
}
