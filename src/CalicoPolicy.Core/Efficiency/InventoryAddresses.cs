using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>The endpoints by address. Made in O(n log n); a question costs O(log n) and what it finds.</summary>
internal sealed class InventoryAddresses
{
    private readonly (Cidr Address, Endpoint Endpoint)[] _addresses;

    public InventoryAddresses(IReadOnlyList<Endpoint> endpoints)
    {
        _addresses = [.. endpoints.SelectMany(endpoint => endpoint.Addresses.Select(address => (address, endpoint)))];
        Array.Sort(_addresses, static (left, right) => Cidr.CompareByAddress(left.Address, right.Address));
    }

    /// <summary>The endpoints with an address in one of some blocks, each once.</summary>
    public IReadOnlyCollection<Endpoint> In(IReadOnlyList<Cidr> blocks)
    {
        var found = new HashSet<Endpoint>();
        foreach (var block in blocks)
        {
            for (var index = FirstIn(block); index < _addresses.Length && block.Contains(_addresses[index].Address); index++) found.Add(_addresses[index].Endpoint);
        }

        return found;
    }

    private int FirstIn(Cidr block)
    {
        var (low, high) = (0, _addresses.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Cidr.CompareByAddress(_addresses[middle].Address, block) < 0) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
