namespace CalicoPolicy.Core.Publishing.Guard;

/// <summary>An end of flows: endpoints that no policy of before or after tells apart, or something outside.</summary>
internal sealed class GuardEnd
{
    private static readonly Lazy<IReadOnlyDictionary<string, GuardPlace>> Nowhere = new(new Dictionary<string, GuardPlace>());

    /// <summary>What messages call it.</summary>
    public required string Name { get; init; }

    /// <summary>What it has in common with other ends of the same endpoints, as where they have several ports or interfaces; null: nothing.</summary>
    public object? Identity { get; init; }

    /// <summary>Under which word of a lifelines file its addresses can be told, of somebody outside of whom nothing is known; null: no other end.</summary>
    public string? ToldAs { get; init; }

    /// <summary>The namespace of its pods; null for hosts and what is outside.</summary>
    public string? Namespace { get; init; }

    /// <summary>How many endpoints it is.</summary>
    public long Count { get; init; } = 1;

    /// <summary>Some of the endpoints by name.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];

    /// <summary>Where it is to be found: one or two places, on different nodes where it is on several.</summary>
    public required IReadOnlyList<GuardPlace> Places { get; init; }

    /// <summary>One place for each node that it is on.</summary>
    public Lazy<IReadOnlyDictionary<string, GuardPlace>> Nodes { get; init; } = Nowhere;
}
