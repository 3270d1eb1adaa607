namespace CalicoPolicy.Core.Conversion;

/// <summary>What Calico makes of a field of a Kubernetes policy that it cannot convert as it is meant.</summary>
public enum ConversionEffect
{
    /// <summary>The policy does not exist for Calico.</summary>
    PolicyIgnored,

    /// <summary>The rule is left out.</summary>
    RuleDropped,

    /// <summary>The rule becomes one that denies everything in its direction.</summary>
    RuleDeniesAll,

    /// <summary>The rule's peer becomes anyone.</summary>
    PeerIsAnyone,

    /// <summary>Calico takes the field, which Kubernetes' own API would refuse, to mean something.</summary>
    Reinterpreted,
}
