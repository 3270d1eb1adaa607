using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Publishing.Guard;

/// <summary>What a lifelines file says: the flows that the operator knows the cluster to live by, and addresses that it does not tell.</summary>
public sealed record LifelineFile
{
    /// <summary>The flows.</summary>
    public IReadOnlyList<OwnLifeline> Flows { get; init => field = ValueList.Of(value); } = ValueList<OwnLifeline>.None;

    /// <summary>Who is at the outer end of a family's flows.</summary>
    public IReadOnlyList<LifelineAddresses> Addresses { get; init => field = ValueList.Of(value); } = ValueList<LifelineAddresses>.None;

    /// <summary>Options with what the file says.</summary>
    public LifelineOptions Under(LifelineOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options with { OwnFlows = [.. options.OwnFlows, .. Flows], Addresses = [.. options.Addresses, .. Addresses] };
    }
}
