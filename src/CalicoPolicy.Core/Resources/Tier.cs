namespace CalicoPolicy.Core.Resources;

/// <summary>A step of evaluation: tiers come in order, each with its own policies and what happens at its end.</summary>
public sealed record Tier : Resource
{
    /// <summary>The order of a tier that names none (decision 1): it ties with <c>default</c> and sorts by name.</summary>
    public const double DefaultOrder = 1_000_000;

    /// <inheritdoc />
    public override string ApiVersion => ResourceKinds.CalicoApiVersion;

    /// <inheritdoc />
    public override string Kind => "Tier";

    /// <inheritdoc />
    public override bool IsNamespaced => false;

    /// <summary>The place among the tiers, lower first; null where the document does not say, which means <see cref="DefaultOrder"/>.</summary>
    public double? Order { get; init; }

    /// <summary>The default action that the document names; null where it names none.</summary>
    public PolicyAction? DeclaredDefaultAction { get; init; }

    /// <summary>What happens at the tier's end to traffic that its policies did not decide: Deny, or Pass to the next tier.</summary>
    public PolicyAction DefaultAction
    {
        get => DeclaredDefaultAction ?? PolicyAction.Deny;
        init => DeclaredDefaultAction = value;
    }

    /// <inheritdoc />
    public override string Summary => $"ends with {DefaultAction}";
}
