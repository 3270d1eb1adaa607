using System.Net;

namespace CalicoPolicy.Core.Tests.Evaluation.Reference;

/// <summary>An end of a packet.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Endpoint">The endpoint whose policies apply; null for an address that none has.</param>
/// <param name="Members">What rules may select that has the address: endpoints and network sets.</param>
/// <param name="Domain">The domain that it was given as; null for others.</param>
/// <param name="Nodes">The nodes that have the address.</param>
internal sealed record PlainHere(IPAddress Address, Party? Endpoint, IReadOnlyList<Party> Members, string? Domain, IReadOnlyList<string> Nodes)
{
    /// <summary>Whether the address is outside of all that is known.</summary>
    public bool IsOutside => Endpoint is null && Members.All(member => member.Kind == PartyKind.Set);
}
