using System.Globalization;

namespace CalicoPolicy.Core.Resources;

/// <summary>
/// A port as Kubernetes writes it: a number, or a name. A text of digits is a name there, unlike in Calico's <see cref="PolicyPort"/>;
/// validation rejects it.
/// </summary>
public readonly record struct KubernetesPort
{
    private readonly string? _name;

    /// <summary>Takes a number. Kubernetes allows 1 to 65535; others are kept for validation to name.</summary>
    public KubernetesPort(long number) => Number = number;

    /// <summary>Takes a name.</summary>
    public KubernetesPort(string name) => _name = name;

    /// <summary>The number; null where the port is given by name.</summary>
    public long? Number { get; }

    /// <summary>The name; null where the port is given by number.</summary>
    public string? Name => Number is null ? _name ?? string.Empty : null;

    /// <inheritdoc />
    public override string ToString() => Number?.ToString(CultureInfo.InvariantCulture) ?? Name!;
}
