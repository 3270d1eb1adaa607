using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Validation.Constraints;

/// <summary>Members of network sets: addresses and blocks, host bits or not, each once; and domains (Calico Enterprise).</summary>
internal sealed class SetMembers : Constraint
{
    public override void Check(Resource subject, Violations violations)
    {
        if (subject is not AddressSet set) return;
        var path = FieldPath.Root["spec"]["nets"];
        for (var index = 0; index < set.Nets.Count; index++)
        {
            if (!Cidr.TryParse(set.Nets[index], out _))
            {
                violations.Add(
                    path[index], "net", $"'{set.Nets[index]}' is neither an address nor an address block.",
                    "Write an IPv4 or IPv6 address, or a block such as 10.0.0.0/8.", set.Nets[index]);
            }
        }

        ListLimits.CheckUnique(set.Nets, path, "net", violations);
    }
}
