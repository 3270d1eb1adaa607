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
}
