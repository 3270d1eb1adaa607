using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Snapshots;

/// <summary>
/// Where a pod's address lies that is not known. Calico's own address management takes it from the pools, <c>host-local</c> from the
/// block of the node, and others from wherever they like. Where nothing says which of them gives out addresses, it may be any in the
/// pools, the nodes' blocks, and, without a pod that shows it, the blocks that are set aside for private networks; and always where
/// the pods are that have one.
/// </summary>
internal sealed class PodAddresses
{
    private static readonly Cidr[] Private = [.. ((string[])["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7"]).Select(Block)];
    private static readonly Cidr[] Everything = [Block("0.0.0.0/0"), Block("::/0")];

    private readonly Cidr[] _blocks;
    private readonly Cidr[] _stated;

    public PodAddresses(IReadOnlyList<Resource> resources, IReadOnlyList<Endpoint> endpoints, Func<string, bool> isMissing)
    {
        Cidr[] known = [.. endpoints.Where(endpoint => endpoint.Kind == EndpointKind.Workload).SelectMany(pod => pod.Addresses)];
        (_stated, var isSure) = Read(resources, isMissing, known.Length > 0);
        _blocks = [.. _stated, .. isSure ? [] : Private];

        // The pods that have an address know better, for their family.
        foreach (var wider in (Cidr[][])[isSure ? Private : [], Everything])
        {
            var outside = known.Where(address => !MayBeIn(address)).Select(address => address.IsIPv6).ToHashSet();
            _blocks = [.. _blocks, .. wider.Where(block => outside.Contains(block.IsIPv6))];
        }
    }

    /// <summary>All blocks in which an unknown address may be.</summary>
    public IReadOnlyList<Cidr> Blocks => _blocks;

    /// <summary>The blocks that the objects tell of: addresses in them are pods' and nobody else's.</summary>
    public IReadOnlyList<Cidr> Stated => _stated;

    /// <summary>Whether an address of the block may be a pod's.</summary>
    public bool MayBeIn(Cidr block) => Array.Exists(_blocks, pods => pods.Overlaps(block));

    /// <summary>Whether all that a pod's address may be lies in the block.</summary>
    public bool AreIn(Cidr block) => Array.TrueForAll(_blocks, pods => pods.IsIPv6 != block.IsIPv6 || block.Contains(pods))
        && Array.Exists(_blocks, pods => pods.IsIPv6 == block.IsIPv6);

    /// <summary>Whether each address that a pod may have, of either family, lies in some block.</summary>
    public bool AreAllIn(IReadOnlyList<Cidr> blocks) => blocks.Count > 0 && Array.TrueForAll(_blocks, pods => blocks.Any(block => block.Contains(pods)));

    /// <summary>The blocks that the objects tell of, and whether there can be no others.</summary>
    private static (Cidr[] Blocks, bool IsSure) Read(IReadOnlyList<Resource> resources, Func<string, bool> isMissing, bool hasPods)
    {
        var installation = resources.OfType<Installation>().FirstOrDefault();
        Cidr[] pools = [.. Read(resources.OfType<IPPool>().Where(pool => pool.IsForWorkloads).Select(pool => pool.Cidr).Concat(installation?.PoolCidrs ?? []))];
        Cidr[] ofNodes = [.. Read(resources.OfType<Node>().SelectMany(node => node.PodCidrs))];
        var arePoolsWhole = pools.Length > 0 && !isMissing("IPPool");
        var areNodesWhole = ofNodes.Length > 0 && !isMissing("Node");
        return installation?.IpamType switch
        {
            "Calico" => (pools, arePoolsWhole),
            "HostLocal" => (ofNodes, areNodesWhole),
            null when pools.Length == 0 => (ofNodes, areNodesWhole && !isMissing("IPPool")),
            _ => ([.. pools, .. ofNodes], hasPods && arePoolsWhole && !isMissing("Node")),
        };
    }

    private static IEnumerable<Cidr> Read(IEnumerable<string> texts) => texts.Where(text => Cidr.TryParse(text, out _)).Select(Block);

    private static Cidr Block(string text) => Cidr.TryParse(text, out var block) ? block : throw new FormatException(text);
}
