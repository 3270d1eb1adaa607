using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents.Mapping;

/// <summary>How roles and their bindings look. Their fields stand beside <c>metadata</c>.</summary>
internal static class AccessSchemas
{
    private static readonly ObjectSchema<AccessRule> Rule = new(new(), new FieldList<AccessRule>()
        .TextList("apiGroups", rule => rule.ApiGroups, (rule, value) => rule with { ApiGroups = value })
        .TextList("resources", rule => rule.Resources, (rule, value) => rule with { Resources = value })
        .TextList("resourceNames", rule => rule.ResourceNames, (rule, value) => rule with { ResourceNames = value })
        .TextList("nonResourceURLs", rule => rule.NonResourceUrls, (rule, value) => rule with { NonResourceUrls = value })
        .TextList("verbs", rule => rule.Verbs, (rule, value) => rule with { Verbs = value }));

    private static readonly ObjectSchema<AggregationRule> Aggregation = new(new(), new FieldList<AggregationRule>()
        .List("clusterRoleSelectors", SelectorSchemas.Full, rule => rule.ClusterRoleSelectors, (rule, value) => rule with { ClusterRoleSelectors = value }));

    private static readonly ObjectSchema<RoleReference> RoleRef = new(new(), new FieldList<RoleReference>()
        .Text("apiGroup", role => role.ApiGroup, (role, value) => role with { ApiGroup = value })
        .RequiredText("kind", role => role.Kind, (role, value) => role with { Kind = value })
        .RequiredText("name", role => role.Name, (role, value) => role with { Name = value }));

    private static readonly ObjectSchema<AccessSubject> Subject = new(new(), new FieldList<AccessSubject>()
        .RequiredText("kind", subject => subject.Kind, (subject, value) => subject with { Kind = value })
        .Text("apiGroup", subject => subject.ApiGroup, (subject, value) => subject with { ApiGroup = value })
        .RequiredText("name", subject => subject.Name, (subject, value) => subject with { Name = value })
        .Text("namespace", subject => subject.Namespace, (subject, value) => subject with { Namespace = value }));

    public static IEnumerable<IResourceSchema> All { get; } =
    [
        new ResourceSchema<Role>(new()) { Top = RoleFields(new FieldList<Role>()) },
        new ResourceSchema<ClusterRole>(new())
        {
            Top = RoleFields(new FieldList<ClusterRole>()
                .Optional("aggregationRule", Aggregation, role => role.AggregationRule, (role, value) => role with { AggregationRule = value })),
        },
        new ResourceSchema<RoleBinding>(new()) { Top = BindingFields<RoleBinding>() },
        new ResourceSchema<ClusterRoleBinding>(new()) { Top = BindingFields<ClusterRoleBinding>() },
    ];

    private static FieldList<T> RoleFields<T>(FieldList<T> fields)
        where T : AccessRole => fields.List("rules", Rule, role => role.Rules, (role, value) => role with { Rules = value });

    private static FieldList<T> BindingFields<T>()
        where T : AccessBinding => new FieldList<T>()
            .Optional("roleRef", RoleRef, binding => binding.RoleRef, (binding, value) => binding with { RoleRef = value })
            .List("subjects", Subject, binding => binding.Subjects, (binding, value) => binding with { Subjects = value });
}
