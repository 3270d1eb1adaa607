using static CalicoPolicy.Core.Tests.Validation.Samples;

namespace CalicoPolicy.Core.Tests.Validation;

/// <summary>Names, labels and annotations (calico-dataplane 2.1, calico-policy 1).</summary>
internal static class MetadataRows
{
    private const string Name = "$.metadata.name";

    public static IEnumerable<ConstraintRow> All { get; } =
    [
        new("2.1", "a name has at most 253 bytes", [Set(metadata: $"{{name: {Long(253)}}}")], [(Set(metadata: $"{{name: {Long(254)}}}"), Name), (Np(name: Long(254)), Name)]),
        new("2.1", "a name is labels of lower-case letters, digits and dashes between dots",
            [Set(metadata: "{name: a-1.b.c2}"), Set(metadata: "{name: '0'}")],
            [(Set(metadata: "{name: A}"), Name), (Set(metadata: "{name: a_b}"), Name), (Set(metadata: "{name: -a}"), Name), (Set(metadata: "{name: a-}"), Name), (Set(metadata: "{name: a..b}"), Name), (Set(metadata: "{name: .a}"), Name), (Set(metadata: "{name: a.-b}"), Name)]),
        new("2.1", "the end of a name is the end of the text, and digits are those of ASCII", [Set(metadata: "{name: a1}")], [(Set(metadata: "{name: \"a\\n\"}"), Name), (Set(metadata: "{name: a\u0661}"), Name)]),
        new("2.1", "an object has a name", [Set(metadata: "{generateName: a-}")], [(Set(metadata: "{labels: {a: b}}"), "$.metadata"), (Set(metadata: "{name: ''}"), "$.metadata")]),
        new("2.1", "a tier has at most 63 bytes and no dots", [Tier(Long(63)), Tier("a-b")], [(Tier(Long(64)), Name), (Tier("a.b"), Name)]),
        new("2.1", "a network policy has one dot at most",
            [Np(name: "a.b"), Object("StagedNetworkPolicy", "{}", "{name: a.b, namespace: shop}")],
            [(Np(name: "a.b.c"), Name), (Object("StagedNetworkPolicy", "{}", "{name: a.b.c, namespace: shop}"), Name), (Np(name: "a.B"), Name)]),
        new("2.1", "but knp.default. and ossg.default. may stand before any name", [Np(name: "knp.default.a.b.c"), Np(name: "ossg.default.a.b")], [(Np(name: "knp.other.a"), Name), (Np(name: "knp.default."), Name)]),
        new("2.1", "a global policy has one dot at most",
            [Gnp(name: "a.b"), Object("StagedGlobalNetworkPolicy", "{}", "{name: a.b}")],
            [(Gnp(name: "a.b.c"), Name), (Gnp(name: "knp.default.a"), Name), (Object("StagedGlobalNetworkPolicy", "{}", "{name: a.b.c}"), Name)]),
        new("2.1", "a staged Kubernetes policy, a set and a host endpoint have any name",
            [Object("StagedKubernetesNetworkPolicy", "{}", "{name: a.b.c, namespace: shop}"), Set(metadata: "{name: a.b.c}"), Object("NetworkSet", "{}", "{name: a.b.c, namespace: shop}"), Object("HostEndpoint", "{node: node-1, interfaceName: '*'}", "{name: a.b.c}")],
            [(Object("StagedKubernetesNetworkPolicy", "{}", "{name: A, namespace: shop}"), Name), (Object("HostEndpoint", "{node: node-1, interfaceName: '*'}", "{name: a_b}"), Name)]),
        new("2.1", "a name need not begin with its tier (3.32)", [Np("{tier: security}", "x"), Gnp("{tier: security}", "platform")], [(Gnp("{tier: security}", "security.x.y"), Name)]),
        new("1", "the namespace is a DNS label, and global kinds have none", [Np(ns: "a-1")], [(Np(ns: "A"), "$.metadata.namespace"), (Np(ns: "a.b"), "$.metadata.namespace"), (Object("GlobalNetworkPolicy", "{}", "{name: x, namespace: shop}"), "$.metadata.namespace")]),
        new("2.1", "the key of a label is a qualified name",
            [Set(metadata: "{name: x, labels: {a.b/C_d-1: e, f: g}}")],
            [(Set(metadata: "{name: x, labels: {'a b': c}}"), "$.metadata.labels['a b']"), (Set(metadata: "{name: x, labels: {A/b: c}}"), "$.metadata.labels['A/b']"), (Set(metadata: "{name: x, labels: {a/b/c: d}}"), "$.metadata.labels['a/b/c']"), (Set(metadata: $"{{name: x, labels: {{{Long(64)}: d}}}}"), $"$.metadata.labels.{Long(64)}"), (Set(metadata: "{name: x, labels: {/a: d}}"), "$.metadata.labels['/a']")]),
        new("2.1", "the value of a label has at most 63 bytes, or is empty",
            [Set(metadata: $"{{name: x, labels: {{a: {Long(63)}, b: '', c: A_b.C-1}}}}")],
            [(Set(metadata: $"{{name: x, labels: {{a: {Long(64)}}}}}"), "$.metadata.labels.a"), (Set(metadata: "{name: x, labels: {a: b c}}"), "$.metadata.labels.a"), (Np("{}", "x, labels: {a: -b}"), "$.metadata.labels.a")]),
        new("2.1", "the key of an annotation is a qualified name, whatever its case", [Set(metadata: "{name: x, annotations: {EXAMPLE.com/why: any text at all}}")], [(Set(metadata: "{name: x, annotations: {'a b': c}}"), "$.metadata.annotations['a b']")]),
        new("2.1", "annotations have 256 KiB together", [Set(metadata: $"{{name: x, annotations: {{a: {Long(262143)}}}}}")], [(Set(metadata: $"{{name: x, annotations: {{a: {Long(131072)}, b: {Long(131072)}}}}}"), "$.metadata.annotations")]),
        new("2.1", "annotations of rules are held to the same",
            [Ingress("{action: Allow, metadata: {annotations: {a.b/c: d}}}")],
            [(Ingress("{action: Allow, metadata: {annotations: {'a b': c}}}"), "$.spec.ingress[0].metadata.annotations['a b']"), (Ingress($"{{action: Allow, metadata: {{annotations: {{a: {Long(262144)}}}}}}}"), "$.spec.ingress[0].metadata.annotations")]),
        new("2.1", "sets carry no label projectcalico.org/namespace",
            [Set(metadata: "{name: x, labels: {projectcalico.org/name: x}}")],
            [(Set(metadata: "{name: x, labels: {projectcalico.org/namespace: shop}}"), "$.metadata.labels['projectcalico.org/namespace']"), (Object("NetworkSet", "{}", "{name: x, namespace: shop, labels: {projectcalico.org/namespace: shop}}"), "$.metadata.labels['projectcalico.org/namespace']")]),
        new("1.9", "labels that a profile applies are labels", [Object("Profile", "{labelsToApply: {a: b}}")], [(Object("Profile", "{labelsToApply: {a: 'b c'}}"), "$.spec.labelsToApply.a")]),
    ];
}
