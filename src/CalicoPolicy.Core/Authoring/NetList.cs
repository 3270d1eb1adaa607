using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Authoring;

/// <summary>The nets of a set, made of what was given. O(n) for n entries, O(n log n) where they are collapsed.</summary>
public sealed class NetList
{
    private NetList(IReadOnlyList<string> nets, IReadOnlyList<AddressEntry> unreadable)
    {
        Nets = nets;
        Unreadable = unreadable;
    }

    /// <summary>The nets.</summary>
    public IReadOnlyList<string> Nets { get; }

    /// <summary>The entries that are neither an address block nor an address; they are not among the nets.</summary>
    public IReadOnlyList<AddressEntry> Unreadable { get; }

    /// <summary>
    /// Takes each block once, in the order and the spelling of its first entry; or collapses all to the fewest blocks that hold the
    /// same addresses.
    /// </summary>
    /// <param name="entries">The entries.</param>
    /// <param name="aggregate">Whether to collapse.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static NetList Of(IEnumerable<AddressEntry> entries, bool aggregate, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var blocks = new HashSet<Cidr>();
        var nets = new List<string>();
        var unreadable = new List<AddressEntry>();
        foreach (var entry in entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!Cidr.TryParse(entry.Text, out var block))
                unreadable.Add(entry);
            else if (blocks.Add(block))
                nets.Add(entry.Text);
        }

        return new(aggregate ? Collapsed(blocks, cancellationToken) : nets, unreadable);
    }

    internal static IReadOnlyList<string> Collapsed(IEnumerable<Cidr> blocks, CancellationToken cancellationToken) =>
        [.. CidrAggregation.Collapse(blocks, cancellationToken).Select(block => block.ToString())];
}
