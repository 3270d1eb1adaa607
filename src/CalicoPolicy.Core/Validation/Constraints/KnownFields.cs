using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Documents.Mapping;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Validation.Constraints;

/// <summary>Fields that a kind does not have: kubectl's strict validation refuses them, and a server that takes them drops them in silence.</summary>
/// <remarks>Cmdlets that build pass them over: they may be newer than this model, and are no part of what was built.</remarks>
internal sealed class KnownFields : Constraint
{
    private static readonly FieldPath Metadata = FieldPath.Root["metadata"];
    private static readonly FieldPath Spec = FieldPath.Root["spec"];

    public override void Check(Resource subject, Violations violations)
    {
        foreach (var unknown in violations.Context.PassesUnknownFields ? [] : ResourceMapper.UnknownFields(subject))
        {
            var (parent, name) = (unknown.Path.Parent!, unknown.Path.Name!);
            if (parent.Equals(Metadata) ? ServerMetadata.Knows(name) : parent.Depth == 0 && name == "status") continue;
            violations.Add(
                unknown.Path, "unknown field", $"{Owner(parent, subject)} has no field '{name}'.", Advice(subject, parent, name, unknown.Known), $"{parent.Depth} {name}");
        }

        if (subject.ApiVersion == ResourceKinds.CalicoApiVersion && subject.Location is DocumentLocation location && !location.Contains(Spec) && IsEmpty(subject))
            violations.Add(FieldPath.Root, "no spec", $"The {subject.Kind} has no spec.", "Write spec, if only as spec: {}.");
    }

    // What was read without a spec may have got one since.
    private static bool IsEmpty(Resource subject) => ResourceMapper.Write(subject) is TreeMapping root && root["spec"] is TreeMapping { Fields.Count: 0 };

    private static string Owner(FieldPath parent, Resource subject) => parent switch
    {
        { Depth: 0 } => $"A {subject.Kind}",
        { Depth: 1, Name: "spec" } => $"The spec of a {subject.Kind}",
        { Name: { } name } => $"{name}",
        _ => $"A rule or item of {parent.Parent!.Name}",
    };

    private static string Advice(Resource subject, FieldPath parent, string name, IReadOnlyList<string> known)
    {
        // A frequent slip: what belongs to one side written into the rule itself.
        if (subject is TieredPolicy && parent is { Depth: 3, Name: null } && name is "ports" or "nets" or "selector" or "namespaceSelector" or "notPorts" or "notNets" or "notSelector" or "serviceAccounts" or "services" or "domains")
            return $"Put {name} into source or destination of the rule.";
        if (subject is TieredPolicy && parent is { Depth: 3, Name: null } && name is "from" or "to")
            return $"That is Kubernetes' word; Calico writes {(name == "from" ? "source" : "destination")}, one object with all criteria.";
        return NearWord.Find(known, name) is { } near ? $"Write {near}." : $"Remove it. Known here: {string.Join(", ", known)}.";
    }
}
