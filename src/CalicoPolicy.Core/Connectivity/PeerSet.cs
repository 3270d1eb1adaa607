namespace CalicoPolicy.Core.Connectivity;

/// <summary>Peers for which something holds, a bit each.</summary>
/// <param name="Sure">Those for which it surely does; among the possible ones.</param>
/// <param name="Possible">Those for which it does or may.</param>
internal sealed record PeerSet(ulong[] Sure, ulong[] Possible)
{
    /// <summary>Whether nothing is uncertain.</summary>
    public bool IsSure => ReferenceEquals(Sure, Possible) || Sure.AsSpan().SequenceEqual(Possible);
}
