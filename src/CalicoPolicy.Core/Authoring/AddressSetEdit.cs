using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Authoring;

/// <summary>What to change of network sets.</summary>
public sealed record AddressSetEdit
{
    /// <summary>Address blocks to add; those that are there, in whatever spelling, are passed over.</summary>
    public IReadOnlyList<AddressEntry> AddNets { get; init => field = ValueList.Of(value); } = ValueList<AddressEntry>.None;

    /// <summary>Address blocks to remove, in whatever spelling.</summary>
    public IReadOnlyList<string> RemoveNets { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>Domain names to add; those that are there are passed over.</summary>
    public IReadOnlyList<string> AddDomains { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>Domain names to remove.</summary>
    public IReadOnlyList<string> RemoveDomains { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>Labels to set, and those to remove, which have no value.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Labels { get; init => field = ValueList.Of(value); } = ValueList<KeyValuePair<string, string?>>.None;

    /// <summary>Whether to collapse the blocks to the fewest that hold the same addresses.</summary>
    public bool Aggregate { get; init; }
}
