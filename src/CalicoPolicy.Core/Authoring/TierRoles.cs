using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Authoring;

/// <summary>
/// The template of rights in a tier (calico-policy.md 5, decision 20): <c>get</c> on the tier, which is in no namespace and so always
/// given by a ClusterRoleBinding, and verbs on the resources that begin with <c>tier.</c>, limited to the tier by <c>TIER.*</c>.
/// </summary>
public sealed record TierRoles
{
    private const string CalicoGroup = "projectcalico.org";
    private const string RoleGroup = "rbac.authorization.k8s.io";

    /// <summary>The tier.</summary>
    public required string Tier { get; init; }

    /// <summary>What people may do.</summary>
    public required TierRole Role { get; init; }

    /// <summary>The namespaces whose policies they may work on; none: all of them, and global policies.</summary>
    public IReadOnlyList<string> Namespaces { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>Who they are; none: only the roles are made, no bindings.</summary>
    public IReadOnlyList<AccessSubject> Subjects { get; init => field = ValueList.Of(value); } = ValueList<AccessSubject>.None;

    /// <summary>Who checks: for Calico's own API server the plain resources are given too.</summary>
    public TierEnforcement Enforcement { get; init; }

    /// <summary>What to know before the roles are given; null: nothing.</summary>
    public string? Warning => Enforcement == TierEnforcement.Aggregated && Role != TierRole.Viewer
        ? "The roles name the plain resources too (networkpolicies and its like), without a tier: where no API server of Calico checks rights by tier, they give the policies of all tiers."
        : null;

    /// <summary>Why there are no such roles; none: there are.</summary>
    public IEnumerable<RuleFault> Faults()
    {
        if (!KubernetesNames.IsLabel(Tier))
            yield return new("Tier", $"'{Tier}' is no name of a tier.", "Use up to 63 lower-case letters, digits and '-', with a letter or digit at both ends.");
        foreach (var ns in Namespaces)
        {
            if (!KubernetesNames.IsLabel(ns))
                yield return new("Namespace", $"'{ns}' is no name of a namespace.", "Use up to 63 lower-case letters, digits and '-', with a letter or digit at both ends.");
        }

        if (Namespaces.Count > 0 && Role == TierRole.Viewer)
            yield return new("Namespace", "A Viewer sees the tier itself, which is in no namespace.", "Leave out the namespace, or make a Reader.");
        if (Namespaces.Count > 0 && Role == TierRole.Admin)
            yield return new("Namespace", "An Admin changes the tier itself, which is in no namespace and for all of them.", "Make an Editor of the namespace, or leave the namespace out.");
    }

    /// <summary>The roles, then their bindings. Names follow from tier, role and namespace, so that the same call gives the same objects.</summary>
    public IEnumerable<Resource> ToResources() => Namespaces.Count == 0 ? Everywhere() : InNamespaces();

    private IEnumerable<Resource> Everywhere()
    {
        var name = NameOf(Role);
        yield return new ClusterRole { Metadata = new() { Name = name }, Rules = [TierRule(), .. PolicyRules(_ => true)] };
        if (Subjects.Count > 0) yield return Binding(name, "ClusterRole", name);
    }

    private IEnumerable<Resource> InNamespaces()
    {
        var (viewer, name) = (NameOf(TierRole.Viewer), NameOf(Role));
        yield return new ClusterRole { Metadata = new() { Name = viewer }, Rules = [TierRule()] };
        foreach (var ns in Namespaces.Distinct(StringComparer.Ordinal))
            yield return new Role { Metadata = new() { Name = name, Namespace = ns }, Rules = [.. PolicyRules(isNamespaced => isNamespaced)] };
        if (Subjects.Count == 0) yield break;
        foreach (var ns in Namespaces.Distinct(StringComparer.Ordinal))
        {
            // One for each namespace: the next call, for other people in another one, must not take these people's right away.
            yield return Binding($"{name}-{ns}", "ClusterRole", viewer);
            yield return new RoleBinding { Metadata = new() { Name = name, Namespace = ns }, RoleRef = Reference("Role", name), Subjects = Subjects };
        }
    }

    private ClusterRoleBinding Binding(string name, string kind, string role) =>
        new() { Metadata = new() { Name = name }, RoleRef = Reference(kind, role), Subjects = Subjects };

    private AccessRule TierRule() => new()
    {
        ApiGroups = [CalicoGroup],
        Resources = ["tiers"],
        ResourceNames = [Tier],
        Verbs = Role == TierRole.Admin ? ["get", "update", "patch"] : ["get"],
    };

    private IEnumerable<AccessRule> PolicyRules(Func<bool, bool> takes)
    {
        string[] verbs = Role switch
        {
            TierRole.Viewer => [],
            TierRole.Reader => [.. TierKinds.Reads],
            TierRole.Editor => [.. TierKinds.Reads, "create", "update", "patch", "delete"],
            _ => [.. TierKinds.Reads, .. TierKinds.Writes],
        };
        if (verbs.Length == 0) yield break;
        var resources = TierKinds.All.Where(kind => takes(kind.IsNamespaced)).Select(kind => kind.Resource).ToList();
        yield return new()
        {
            ApiGroups = [CalicoGroup],
            Resources = [.. resources.Select(resource => TierKinds.Prefix + resource)],
            ResourceNames = [TierKinds.AllOf(Tier)],
            Verbs = verbs,
        };
        if (Enforcement == TierEnforcement.Aggregated) yield return new() { ApiGroups = [CalicoGroup], Resources = [.. resources], Verbs = verbs };
    }

    private string NameOf(TierRole role) => $"tier-{Tier}-{role.ToString().ToLowerInvariant()}";

    private static RoleReference Reference(string kind, string name) => new() { ApiGroup = RoleGroup, Kind = kind, Name = name };
}
