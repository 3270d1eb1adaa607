using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents.Mapping;

/// <summary>How the kinds that make pods look; they keep the model's fields only (decision 26).</summary>
internal static class WorkloadSchemas
{
    private static readonly ObjectSchema<PodTemplate> Template = new(
        new(),
        new FieldList<PodTemplate>()
            .Block("metadata", new FieldList<PodTemplate>()
                .Labels("labels", template => template.Labels, (template, value) => template with { Labels = value })
                .OwnAnnotations(template => template.Annotations, (template, value) => template with { Annotations = value }))
            .Block("spec", new FieldList<PodTemplate>()
                .Text("serviceAccountName", template => template.ServiceAccountName, (template, value) => template with { ServiceAccountName = value })
                .Boolean("hostNetwork", template => template.HostNetwork, (template, value) => template with { HostNetwork = value })
                .Containers(template => new(template.Ports, template.HostAction), (template, value) => template with { Ports = value.Ports, HostAction = value.HostAction })),
        keepsUnknown: false);

    public static IEnumerable<IResourceSchema> All { get; } =
    [
        Schema(new Deployment(), Replicated<Deployment>("replicas")),
        Schema(new StatefulSet(), Replicated<StatefulSet>("replicas")),
        Schema(new ReplicaSet(), Replicated<ReplicaSet>("replicas")),
        Schema(new DaemonSet(), Fields<DaemonSet>()),
        Schema(new Job(), Replicated<Job>("parallelism")),
        Schema(new CronJob(), new FieldList<CronJob>().Block("jobTemplate", new FieldList<CronJob>().Block("spec", Replicated<CronJob>("parallelism"))), "batch/v1beta1"),
    ];

    private static ResourceSchema<T> Schema<T>(T empty, FieldList<T> spec, params string[] otherApiVersions)
        where T : Workload => new(empty, otherApiVersions) { KeepsTree = false, Spec = spec };

    private static FieldList<T> Replicated<T>(string replicas)
        where T : ReplicatedWorkload => new FieldList<T>()
            .Integer(replicas, workload => workload.Replicas, (workload, value) => workload with { Replicas = value })
            .AddAll(Fields<T>());

    private static FieldList<T> Fields<T>()
        where T : Workload => new FieldList<T>()
            .Optional("selector", SelectorSchemas.Listed, workload => workload.Selector, (workload, value) => workload with { Selector = value })
            .Optional("template", Template, workload => ReferenceEquals(workload.Template, PodTemplate.None) ? null : workload.Template, (workload, value) => workload with { Template = value });
}
