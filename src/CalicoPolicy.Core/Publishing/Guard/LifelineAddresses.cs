using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Publishing.Guard;

/// <summary>Who is at the outer end of a family's flows.</summary>
/// <param name="Family">The family: <c>dns-upstream</c>, <c>host-ssh</c> or <c>ingress</c>.</param>
/// <param name="Blocks">The addresses, all of which count.</param>
public sealed record LifelineAddresses(string Family, IReadOnlyList<Cidr> Blocks)
{
    /// <summary>The addresses, all of which count.</summary>
    public IReadOnlyList<Cidr> Blocks { get; } = ValueList.Of(Blocks);
}
