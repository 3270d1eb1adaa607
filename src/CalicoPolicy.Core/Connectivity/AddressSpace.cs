using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Connectivity;

/// <summary>
/// The addresses of one family, cut into stretches that the policies, network sets, services and pools of engines do not tell apart.
/// </summary>
/// <remarks>O(blocks log blocks) to make, O(log blocks) a lookup.</remarks>
internal sealed class AddressSpace
{
    private readonly bool _isIPv6;
    private readonly List<(UInt128 At, UInt128 Member)> _edges = [];
    private readonly UInt128[] _starts;
    private readonly UInt128[] _signatures;

    public AddressSpace(IReadOnlyList<PolicyEngine> engines, bool isIPv6, CancellationToken cancellationToken)
    {
        _isIPv6 = isIPv6;
        var signature = new Signature();
        foreach (var engine in engines)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var blocks in engine.Criteria.Blocks) Add(blocks.Of(isIPv6), signature.Next());
            foreach (var set in engine.Snapshot.Sets) Add(CidrAggregation.Collapse(set.Nets, cancellationToken), signature.Next());
            foreach (var service in engine.Criteria.Services)
            {
                foreach (var member in service.Addresses.Where(address => engine.Ends.IsOutside(address))) Add([member], signature.Next());
            }

            if (engine.Ends.MayLackPods) Add(CidrAggregation.Collapse(engine.Snapshot.Pools.Blocks, cancellationToken), signature.Next());
            Add(CidrAggregation.Collapse(engine.Snapshot.Pools.Stated, cancellationToken), signature.Next());
        }

        (_starts, _signatures) = Cut();
        _edges = [];
    }

    /// <summary>The last address of the family.</summary>
    private UInt128 Last => _isIPv6 ? UInt128.MaxValue : uint.MaxValue;

    /// <summary>The signature of the stretch that an address lies in.</summary>
    public UInt128 SignatureAt(Cidr address)
    {
        var place = Array.BinarySearch(_starts, address.First);
        return _signatures[place < 0 ? ~place - 1 : place];
    }

    /// <summary>All stretches, those with the same signature together, in the order of their first address.</summary>
    public IEnumerable<List<(UInt128 First, UInt128 Last)>> Groups()
    {
        var groups = new Dictionary<UInt128, List<(UInt128, UInt128)>>();
        for (var index = 0; index < _starts.Length; index++)
        {
            if (!groups.TryGetValue(_signatures[index], out var group)) groups.Add(_signatures[index], group = []);
            group.Add((_starts[index], index + 1 < _starts.Length ? _starts[index + 1] - 1 : Last));
        }

        return groups.Values;
    }

    private void Add(IReadOnlyList<Cidr> blocks, UInt128 member)
    {
        foreach (var block in blocks)
        {
            if (block.IsIPv6 != _isIPv6) continue;
            _edges.Add((block.First, member));
            if (block.Last != Last) _edges.Add((block.Last + 1, member));
        }
    }

    private (UInt128[] Starts, UInt128[] Signatures) Cut()
    {
        _edges.Sort(static (left, right) => left.At.CompareTo(right.At));
        var starts = new List<UInt128> { 0 };
        var signatures = new List<UInt128> { 0 };
        foreach (var (at, member) in _edges)
        {
            if (starts[^1] != at)
            {
                starts.Add(at);
                signatures.Add(signatures[^1]);
            }

            signatures[^1] ^= member;
        }

        return ([.. starts], [.. signatures]);
    }
}
