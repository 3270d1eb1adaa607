using CalicoPolicy.Core.Connectivity;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Publishing.Guard;

/// <summary>A cluster before and after a publication, and who in it can be an end of flows.</summary>
/// <remarks>O(objects log objects + selectors x classes of labels) to make; endpoints are grouped once.</remarks>
internal sealed class GuardScene
{
    private GuardScene(PolicySnapshot before, PolicySnapshot after, LifelineOptions options, CancellationToken cancellationToken)
    {
        Options = options;
        CancellationToken = cancellationToken;
        var engine = new EngineOptions { Dataplane = options.Dataplane };
        Before = PolicyEngine.Compile(before, engine, cancellationToken);
        After = PolicyEngine.Compile(after, engine, cancellationToken);
        Spaces = [.. ConnectivityRows.FamiliesOf(after).Select(isIPv6 => (isIPv6, new AddressSpace([Before, After], isIPv6, cancellationToken)))];
        Pods = new(this);
        Hosts = new(this);
        Services = new(this);
        ApiServers = new(this);
    }

    /// <summary>What the guard was told.</summary>
    public LifelineOptions Options { get; }

    public CancellationToken CancellationToken { get; }

    public PolicyEngine Before { get; }

    public PolicyEngine After { get; }

    /// <summary>The addresses of each family that endpoints have, as both engines tell them apart.</summary>
    public IReadOnlyList<(bool IsIPv6, AddressSpace Space)> Spaces { get; }

    public GuardPods Pods { get; }

    public GuardHosts Hosts { get; }

    public GuardServices Services { get; }

    public GuardApiServers ApiServers { get; }

    /// <summary>Compiles both snapshots.</summary>
    public static GuardScene Create(PolicySnapshot before, PolicySnapshot after, LifelineOptions options, CancellationToken cancellationToken) => new(before, after, options, cancellationToken);

    /// <summary>Who is outside, as far as a family is concerned: who the user says, else anybody.</summary>
    public IReadOnlyList<GuardEnd> Outside(string family, string name)
    {
        var blocks = Options.Addresses.Where(given => given.Family == family).SelectMany(given => given.Blocks).ToList();
        return blocks.Count == 0 ? [new() { Name = name, ToldAs = family, Places = [GuardPlace.Anywhere] }] : [.. blocks.SelectMany(AddressesIn)];
    }

    /// <summary>Addresses of a block, one of each lot that policies do not tell apart.</summary>
    public IEnumerable<GuardEnd> AddressesIn(Cidr block)
    {
        var space = Spaces.FirstOrDefault(space => space.IsIPv6 == block.IsIPv6).Space ?? new AddressSpace([Before, After], block.IsIPv6, CancellationToken);
        foreach (var group in space.Groups())
        {
            foreach (var (first, last) in group)
            {
                if (first > block.Last || last < block.First) continue;
                var address = Cidr.OfAddress(first > block.First ? first : block.First, block.IsIPv6);
                yield return new() { Name = block.IsAddress ? $"{address}" : $"{address} of {block}", Places = [PlaceOf(address)] };
                break;
            }
        }
    }

    /// <summary>The end that an address is: a node's, a pod's, or something outside.</summary>
    public GuardPlace PlaceOf(Cidr address) => Hosts.At(address)?.Place ?? Pods.At(address) ?? GuardPlace.At(address);
}
