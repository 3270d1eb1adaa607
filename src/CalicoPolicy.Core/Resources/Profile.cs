namespace CalicoPolicy.Core.Resources;

/// <summary>Rules and labels that endpoints inherit; applied after all tiers.</summary>
public sealed record Profile : Resource
{
    /// <inheritdoc />
    public override string ApiVersion => ResourceKinds.CalicoApiVersion;

    /// <inheritdoc />
    public override string Kind => "Profile";

    /// <inheritdoc />
    public override bool IsNamespaced => false;

    /// <summary>The rules for traffic to the endpoints.</summary>
    public IReadOnlyList<PolicyRule> Ingress { get; init => field = ValueList.Of(value); } = ValueList<PolicyRule>.None;

    /// <summary>The rules for traffic from the endpoints.</summary>
    public IReadOnlyList<PolicyRule> Egress { get; init => field = ValueList.Of(value); } = ValueList<PolicyRule>.None;

    /// <summary>The labels that endpoints inherit.</summary>
    public LabelMap LabelsToApply { get; init => field = value ?? LabelMap.None; } = LabelMap.None;
}
