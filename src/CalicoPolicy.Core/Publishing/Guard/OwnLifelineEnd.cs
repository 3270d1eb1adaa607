using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Publishing.Guard;

/// <summary>An end of a flow that the operator lists: pods by namespace and selector, addresses, or a host. All pods that are picked, and all addresses, count.</summary>
public sealed record OwnLifelineEnd
{
    /// <summary>The namespace of the pods; null: of all, or it is no end of pods.</summary>
    public string? Namespace { get; init; }

    /// <summary>Calico's selector of the pods; null: all of the namespace.</summary>
    public string? Selector { get; init; }

    /// <summary>The addresses; null where it is no end of addresses.</summary>
    public Cidr? Cidr { get; init; }

    /// <summary>The name of a node or HostEndpoint; null where it is no end of a host.</summary>
    public string? Host { get; init; }

    /// <summary>The end in words.</summary>
    public override string ToString() => Cidr?.ToString() ?? (Host is not null ? $"host {Host}"
        : Selector is null ? Namespace is null ? "all pods" : $"pods of {Namespace}"
        : $"pods {Selector}{(Namespace is null ? string.Empty : $" of {Namespace}")}");
}
