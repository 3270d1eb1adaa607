using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Snapshots;

/// <summary>
/// Where a pod's address lies that is not known: in the blocks that the nodes have for their pods, where the snapshot has them, else
/// in the blocks that are set aside for private networks.
/// </summary>
internal sealed class PodAddresses
{
    private static readonly Cidr[] Private = [.. ((string[])["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7"]).Select(Block)];

    private readonly Cidr[] _blocks;
    private readonly Cidr[] _stated;

    public PodAddresses(IEnumerable<Resource> resources)
    {
        Cidr[] ofNodes = [.. resources.OfType<Node>().SelectMany(node => node.PodCidrs).Where(text => Cidr.TryParse(text, out _)).Select(Block)];
        _stated = ofNodes;
        _blocks = ofNodes.Length > 0 ? ofNodes : Private;
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

    private static Cidr Block(string text) => Cidr.TryParse(text, out var block) ? block : throw new FormatException(text);
}
