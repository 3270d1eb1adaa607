namespace CalicoPolicy.Parameters;

/// <summary>A direction of traffic, seen from the endpoint that a policy selects.</summary>
public enum PolicyDirection
{
    /// <summary>To the endpoint.</summary>
    Ingress,

    /// <summary>From the endpoint.</summary>
    Egress,
}
