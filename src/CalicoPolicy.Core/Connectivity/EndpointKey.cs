namespace CalicoPolicy.Core.Connectivity;

/// <summary>All of an endpoint that policies can tell it by.</summary>
/// <param name="Selectors">Which selectors pick it, and which may.</param>
/// <param name="Address">Which address blocks it is in.</param>
/// <param name="Services">Which services it is behind.</param>
/// <param name="Ports">Its named ports.</param>
/// <param name="Alone">A number of its own where it shares an address or is a host; else 0.</param>
internal sealed record EndpointKey(UInt128 Selectors, UInt128 Address, UInt128 Services, string Ports, int Alone);
