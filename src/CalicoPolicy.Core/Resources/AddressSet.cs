namespace CalicoPolicy.Core.Resources;

/// <summary>Addresses and domains under labels, for rules to select.</summary>
public abstract record AddressSet : Resource
{
    /// <inheritdoc />
    public sealed override string ApiVersion => ResourceKinds.CalicoApiVersion;

    /// <summary>Address blocks and addresses.</summary>
    public IReadOnlyList<string> Nets { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>Domain names (Calico Enterprise), honoured in egress Allow rules only.</summary>
    public IReadOnlyList<string> AllowedEgressDomains { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <inheritdoc />
    public override string Summary
    {
        get
        {
            var members = new List<string>(3);
            if (Nets.Count > 0) members.Add(Nets.Count == 1 ? "1 net" : $"{Nets.Count} nets");
            if (AllowedEgressDomains.Count > 0) members.Add(AllowedEgressDomains.Count == 1 ? "1 domain" : $"{AllowedEgressDomains.Count} domains");
            return $"{(members.Count == 0 ? "empty" : string.Join(", ", members))}; {Labels}";
        }
    }
}
