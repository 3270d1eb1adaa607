using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Publishing.Guard;

/// <summary>An end of flows in both snapshots. Of a host it may be one of several interfaces, and all that may be are looked at.</summary>
/// <param name="Before">The end before.</param>
/// <param name="After">The end after.</param>
/// <param name="Node">The node that it is on, or is; null: none, or not known.</param>
internal sealed record GuardPlace(IReadOnlyList<FlowEnd> Before, IReadOnlyList<FlowEnd> After, string? Node)
{
    /// <summary>Somebody outside of whom nothing is known.</summary>
    public static GuardPlace Anywhere { get; } = new([new()], [new()], null);

    /// <summary>An address that is no pod's and no node's.</summary>
    public static GuardPlace At(Cidr address) => new([FlowEnd.Of(address)], [FlowEnd.Of(address)], null);

    /// <summary>Whether both can be ends of one flow: of one address family, and not the same endpoint.</summary>
    public bool CanReach(GuardPlace other) =>
        After.Any(one => other.After.Any(two => (one.Endpoint is null || !ReferenceEquals(one.Endpoint, two.Endpoint)) && Families(one).Intersect(Families(two)).Any()));

    private static IEnumerable<bool> Families(FlowEnd end) =>
        end.Address is { } address ? [address.IsIPv6]
        : end.Endpoint is { Addresses.Count: > 0 } endpoint ? endpoint.Addresses.Select(own => own.IsIPv6)
        : [false, true];
}
