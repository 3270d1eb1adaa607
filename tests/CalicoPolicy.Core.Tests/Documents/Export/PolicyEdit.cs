using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Documents.Export;

/// <summary>A change to a policy, and the lines of its document that it may touch: those of these fields and of what is in them.</summary>
internal sealed record PolicyEdit(NetworkPolicy Policy, params string[] Touched)
{
    public static PolicyEdit Next(Random random, NetworkPolicy policy)
    {
        var isIngress = random.Next(2) == 0;
        var rules = isIngress ? policy.Ingress : policy.Egress;
        var path = isIngress ? "spec.ingress" : "spec.egress";
        var at = rules.Count == 0 ? 0 : random.Next(rules.Count);
        switch (random.Next(rules.Count == 0 ? 8 : 14))
        {
            case 0:
                return new(policy with { Order = random.Next(1000) + 0.5 }, "spec.order", "spec!");
            case 1:
                return new(policy with { Order = null }, "spec.order", "spec!");
            case 2:
                return new(policy with { Selector = $"x in {{'{random.Next(100)}', \"b\"}}" }, "spec.selector", "spec!");
            case 3:
                return new(policy with { Metadata = policy.Metadata with { Labels = policy.Labels.With([new("new", "yes")]) } }, "metadata.labels");
            case 4 when policy.Labels.Count > 0:
                var key = policy.Labels.Keys.First();
                return new(policy with { Metadata = policy.Metadata with { Labels = policy.Labels.Without(name => name == key) } }, policy.Labels.Count == 1 ? "metadata.labels" : $"metadata.labels.{key}");
            case 5:
                return new(policy with { DeclaredTypes = [PolicyType.Egress] }, "spec.types", "spec!");
            case 6:
                return new(policy with { Metadata = policy.Metadata with { Name = "renamed", Namespace = "moved" } }, "metadata.name", "metadata.namespace");
            case 7 or 8 or 4:
                var place = random.Next(rules.Count + 1);
                var rule = new PolicyRule { Action = PolicyAction.Log, Destination = new PolicyPeer { Nets = [$"192.0.2.{random.Next(256)}/32"], Selector = "a == 'x'" } };
                return new(With([.. rules.Take(place), rule, .. rules.Skip(place)]), rules.Count == 0 ? path : "none", "spec!");
            case 9:
                return new(With([.. rules.Take(at), .. rules.Skip(at + 1)]), rules.Count == 1 ? path : $"{path}[{at}]", rules.Count == 1 ? "spec" : "none");
            case 10:
                return new(With(Changed(rules[at] with { Action = PolicyAction.Pass })), $"{path}[{at}].action");
            case 11:
                return new(With(Changed(rules[at] with { Protocol = null })), $"{path}[{at}]");
            case 12:
                return new(With(Changed(rules[at] with { Source = rules[at].Source with { NamespaceSelector = "global()" } })), $"{path}[{at}].source");
            default:
                return new(With(Changed(rules[at] with { Destination = rules[at].Destination with { Ports = [.. rules[at].Destination.Ports, new PolicyPort("8000:8099")] } })), $"{path}[{at}].destination.ports", $"{path}[{at}].destination");
        }

        PolicyRule[] Changed(PolicyRule rule) => [.. rules.Take(at), rule, .. rules.Skip(at + 1)];

        NetworkPolicy With(PolicyRule[] changed) => isIngress ? policy with { Ingress = changed } : policy with { Egress = changed };
    }

    /// <summary>Whether a line of a field may change.</summary>
    public bool Touches(string path) => Touched.Any(touched =>
        path == touched || path.StartsWith(touched + ".", StringComparison.Ordinal) || path.StartsWith(touched + "[", StringComparison.Ordinal) || path == touched + "!");
}
