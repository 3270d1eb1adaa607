using CalicoPolicy.Core.Documents.Mapping;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Conversion;

/// <summary>The conversion of one policy: what goes wrong on the way, and what all conversions share.</summary>
internal sealed class ConversionRun
{
    private readonly List<ConversionProblem> _problems = [];

    /// <summary>Whether a rule was left out so far.</summary>
    public bool HasDropped => _problems.Exists(problem => problem.Effect == ConversionEffect.RuleDropped);

    /// <summary>Reports a field that does not convert as it is meant.</summary>
    public void Report(FieldPath path, ConversionEffect effect, string message, string recommendation) =>
        _problems.Add(new(path, effect, message, recommendation));

    /// <summary>Reports a field that Kubernetes' API would refuse and Calico's converter takes.</summary>
    public void Reinterpret(FieldPath path, string message, string recommendation) =>
        Report(path, ConversionEffect.Reinterpreted, message, recommendation);

    /// <summary>The result. Felix takes a policy with a selector that it cannot read for missing (felix/calc/validation_filter.go).</summary>
    public ConvertedPolicy Result(Resource original, TieredPolicy? policy, ConvertedRules ingress, ConvertedRules egress)
    {
        var isIgnored = _problems.Exists(problem => problem.Effect == ConversionEffect.PolicyIgnored);
        return new()
        {
            Original = original,
            Policy = isIgnored ? null : policy,
            Problems = _problems,
            IngressPaths = isIgnored ? [] : ingress.Paths,
            EgressPaths = isIgnored ? [] : egress.Paths,
        };
    }

    /// <summary>The result where Calico does not go on to the rules.</summary>
    public ConvertedPolicy Ignored(Resource original) => Result(original, null, new(), new());

    /// <summary>What a person wrote of the metadata. Owners and finalizers are the original's own.</summary>
    public static ObjectMetadata Metadata(Resource original) => new()
    {
        Name = original.Name,
        Namespace = original.Namespace,
        Labels = original.Labels,
        Annotations = ServerMetadata.Without(original.Metadata).Annotations,
    };

    /// <summary>The place of the whole original: the paths of the new policy's fields are not those of the text.</summary>
    public static Location Place(Location location) =>
        location.IsKnown ? new(location.File, location.Document, location.Span) : Location.None;
}
