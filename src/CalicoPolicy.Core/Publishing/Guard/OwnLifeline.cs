using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Publishing.Guard;

/// <summary>A flow that the operator lists as one that keeps the cluster alive.</summary>
/// <param name="Name">Its name, which <c>own:NAME</c> stands for.</param>
/// <param name="From">Who sends.</param>
/// <param name="To">Who it is for.</param>
/// <param name="Protocol">The protocol.</param>
/// <param name="Port">The port of who it is for, 1 to 65535; null where the protocol has none.</param>
public sealed record OwnLifeline(string Name, OwnLifelineEnd From, OwnLifelineEnd To, Protocol Protocol, int? Port)
{
    /// <summary>Name, ends and traffic.</summary>
    public override string ToString() => $"{Name}: {From} -> {To} {Protocol}{(Port is { } port ? FormattableString.Invariant($"/{port}") : string.Empty)}";
}
