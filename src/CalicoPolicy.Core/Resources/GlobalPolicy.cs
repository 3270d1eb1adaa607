namespace CalicoPolicy.Core.Resources;

/// <summary>What global policies add: they select across namespaces, and host endpoints too.</summary>
public abstract record GlobalPolicy : TieredPolicy
{
    /// <inheritdoc />
    public sealed override bool IsNamespaced => false;

    /// <summary>Selects the namespaces of the endpoints; null or empty: no criterion, so that host endpoints are selected too.</summary>
    public string? NamespaceSelector { get; init; }

    /// <summary>Whether the rules apply before connection tracking; host endpoints only.</summary>
    public bool? DoNotTrack { get; init; }

    /// <summary>Whether the rules apply before destination NAT; host endpoints only.</summary>
    public bool? PreDnat { get; init; }

    /// <summary>Whether the rules apply to forwarded traffic of host endpoints too.</summary>
    public bool? ApplyOnForward { get; init; }

    /// <inheritdoc />
    public override string Summary => string.IsNullOrEmpty(NamespaceSelector)
        ? base.Summary
        : string.IsNullOrEmpty(Selector) ? $"namespaces {NamespaceSelector}" : $"{Selector}; namespaces {NamespaceSelector}";
}
