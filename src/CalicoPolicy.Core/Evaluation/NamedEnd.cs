using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>What a name stands for as the end of a flow.</summary>
/// <param name="Name">The name, with its namespace.</param>
/// <param name="Ends">The ends: the pods of a workload, else one; none of a service, whose backends depend on the port.</param>
public sealed record NamedEnd(string Name, IReadOnlyList<FlowEnd> Ends)
{
    /// <summary>The service that the name or address is of; null for anything else.</summary>
    public Service? Service { get; init; }

    /// <summary>What there is to say of how the name was taken; null: nothing.</summary>
    public string? Note { get; init; }
}
