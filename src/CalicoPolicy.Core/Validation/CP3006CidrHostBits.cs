using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Validation;

/// <summary>
/// An address block of a set with bits beyond its length: Calico takes it and clears them, so that it means more than its author may
/// think. In rules Calico refuses such blocks, see CP3001.
/// </summary>
internal sealed class CP3006CidrHostBits : FindingRule<AddressSet>
{
    public CP3006CidrHostBits()
        : base(new("CP3006", "CidrHostBits", FindingSeverity.Low, "An address block has bits set beyond its length."))
    {
    }

    protected override IEnumerable<Observation> Judge(AddressSet set, RuleContext context)
    {
        for (var index = 0; index < set.Nets.Count; index++)
        {
            if (!Cidr.TryParse(set.Nets[index], out var cidr, out var hasHostBits) || !hasHostBits) continue;
            yield return new(
                FieldPath.Root["spec"]["nets"][index], $"'{set.Nets[index]}' has bits set beyond its length; Calico takes it for {cidr}.",
                $"Write {cidr}, or the address alone if that is what you mean.")
            { Content = set.Nets[index] };
        }
    }
}
