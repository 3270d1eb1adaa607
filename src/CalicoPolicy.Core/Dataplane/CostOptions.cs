namespace CalicoPolicy.Core.Dataplane;

/// <summary>What the cost of policies depends on besides the snapshot.</summary>
public sealed record CostOptions
{
    /// <summary>What policy is programmed into.</summary>
    public DataplaneMode Dataplane { get; init; }

    /// <summary>Whether Felix writes flow logs, for which allowing, denying and passing rules and the ends of tiers take a rule more.</summary>
    public bool LogsFlows { get; init; }

    /// <summary>Whether IPv4 is on.</summary>
    public bool HasIPv4 { get; init; } = true;

    /// <summary>Whether IPv6 is on, as it is by default (felix/config, Ipv6Support).</summary>
    public bool HasIPv6 { get; init; } = true;

    /// <summary>The families that are on: 4, 6.</summary>
    public IReadOnlyList<int> IPFamilies => (HasIPv4, HasIPv6) switch { (true, true) => [4, 6], (true, _) => [4], (_, true) => [6], _ => [] };
}
