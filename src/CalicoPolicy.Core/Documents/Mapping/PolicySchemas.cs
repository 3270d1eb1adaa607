using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents.Mapping;

/// <summary>How Calico's tiers and policies look (calico-policy.md 1.1 to 1.3 and 1.7).</summary>
internal static class PolicySchemas
{
    public static ICodec<PolicyType> Type { get; } = new WordCodec<PolicyType>(text => new(text), type => type.Text);

    private static readonly ICodec<StagedAction> StagedActionCodec = new WordCodec<StagedAction>(text => new(text), action => action.Text);

    public static IEnumerable<IResourceSchema> All { get; } =
    [
        Calico(new Tier(), new FieldList<Tier>()
            .Number("order", tier => tier.Order, (tier, value) => tier with { Order = value })
            .OptionalValue("defaultAction", RuleSchemas.Action, tier => tier.DeclaredDefaultAction, (tier, value) => tier with { DefaultAction = value })),
        Calico(new NetworkPolicy(), TieredFields(new FieldList<NetworkPolicy>())),
        Calico(new GlobalNetworkPolicy(), GlobalFields(new FieldList<GlobalNetworkPolicy>())),
        Calico(new StagedNetworkPolicy(), TieredFields(StagedField(
            new FieldList<StagedNetworkPolicy>(), policy => policy.DeclaredStagedAction, (policy, value) => policy with { StagedAction = value }))),
        Calico(new StagedGlobalNetworkPolicy(), GlobalFields(StagedField(
            new FieldList<StagedGlobalNetworkPolicy>(), policy => policy.DeclaredStagedAction, (policy, value) => policy with { StagedAction = value }))),
    ];

    /// <summary>The staged action, as the first field.</summary>
    public static FieldList<T> StagedField<T>(FieldList<T> fields, Func<T, StagedAction?> get, Func<T, StagedAction, T> with) =>
        fields.OptionalValue("stagedAction", StagedActionCodec, get, with);

    /// <summary>A kind of Calico's, which is read under both of its groups.</summary>
    public static ResourceSchema<T> Calico<T>(T empty, FieldList<T> spec)
        where T : Resource => new(empty, ResourceKinds.CalicoStoreApiVersion) { Spec = spec };

    private static FieldList<T> TieredFields<T>(FieldList<T> fields)
        where T : TieredPolicy => RuleFields(SelectorFields(PlaceFields(fields)));

    private static FieldList<T> GlobalFields<T>(FieldList<T> fields)
        where T : GlobalPolicy => RuleFields(SelectorFields(PlaceFields(fields))
            .Text("namespaceSelector", policy => policy.NamespaceSelector, (policy, value) => policy with { NamespaceSelector = value })
            .Boolean("doNotTrack", policy => policy.DoNotTrack, (policy, value) => policy with { DoNotTrack = value })
            .Boolean("preDNAT", policy => policy.PreDnat, (policy, value) => policy with { PreDnat = value })
            .Boolean("applyOnForward", policy => policy.ApplyOnForward, (policy, value) => policy with { ApplyOnForward = value }));

    private static FieldList<T> PlaceFields<T>(FieldList<T> fields)
        where T : TieredPolicy => fields
            .Text("tier", policy => policy.DeclaredTier, (policy, value) => policy with { DeclaredTier = value })
            .Number("order", policy => policy.Order, (policy, value) => policy with { Order = value });

    private static FieldList<T> SelectorFields<T>(FieldList<T> fields)
        where T : TieredPolicy => fields
            .Text("selector", policy => policy.Selector, (policy, value) => policy with { Selector = value })
            .Text("serviceAccountSelector", policy => policy.ServiceAccountSelector, (policy, value) => policy with { ServiceAccountSelector = value });

    private static FieldList<T> RuleFields<T>(FieldList<T> fields)
        where T : TieredPolicy => fields
            .TextList("performanceHints", policy => policy.PerformanceHints, (policy, value) => policy with { PerformanceHints = value })
            .List("types", Type, policy => policy.DeclaredTypes, (policy, value) => policy with { DeclaredTypes = value })
            .List("ingress", RuleSchemas.Rule, policy => policy.Ingress, (policy, value) => policy with { Ingress = value })
            .List("egress", RuleSchemas.Rule, policy => policy.Egress, (policy, value) => policy with { Egress = value });
}
