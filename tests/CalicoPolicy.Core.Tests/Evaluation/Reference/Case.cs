using CalicoPolicy.Core.Documents.Export;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Yaml;

namespace CalicoPolicy.Core.Tests.Evaluation.Reference;

/// <summary>A cluster, a view of it, and a flow.</summary>
/// <param name="Resources">The cluster's objects.</param>
/// <param name="IsComplete">Whether there are no others.</param>
/// <param name="View">Which policies count.</param>
/// <param name="Flow">The flow.</param>
internal sealed record Case(IReadOnlyList<Resource> Resources, bool IsComplete, PolicyView View, PlainFlow Flow)
{
    /// <summary>What enforces policy.</summary>
    public DataplaneKind Dataplane { get; init; }

    /// <summary>The case for people to read, and to run again.</summary>
    public override string ToString() =>
        $"{Flow}, {View}, {Dataplane}{(IsComplete ? "" : ", incomplete")}\n{ResourceText.Of(Resources, new YamlFormat(), keepServerMetadata: false)}";
}
