using CalicoPolicy.Core.Conversion;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Evaluation.Reference;

/// <summary>A policy that counts.</summary>
/// <param name="Original">As it was written.</param>
/// <param name="Policy">As Calico has it.</param>
/// <param name="Kind">The kind by which Calico breaks ties of order.</param>
/// <param name="Converted">How it was converted; null for one of Calico's own.</param>
internal sealed record PlainPolicy(Resource Original, TieredPolicy Policy, string Kind, ConvertedPolicy? Converted)
{
    /// <summary>Name, namespace and kind, by which Calico breaks ties of order.</summary>
    public string Key => $"{Policy.Name}/{(Policy.IsNamespaced ? Policy.Namespace ?? "default" : string.Empty)}/{Kind}";

    /// <summary>The namespace of its rules; null for a global one.</summary>
    public string? Namespace => Policy.IsNamespaced ? Policy.Namespace ?? "default" : null;

    public bool IsUntracked => Policy is GlobalPolicy { DoNotTrack: true };

    public bool IsPreDnat => Policy is GlobalPolicy { PreDnat: true } && !IsUntracked;

    public bool IsForForwarded => Policy is GlobalPolicy { ApplyOnForward: true } && !IsUntracked && !IsPreDnat;

    /// <summary>Whether it has the direction. One that Calico made of Kubernetes' without any has both (felix/calc/policy_sorter.go).</summary>
    public bool Governs(bool isIngress) =>
        Policy.Types.Contains(isIngress ? PolicyType.Ingress : PolicyType.Egress) || (Converted is not null && Policy.DeclaredTypes.Count == 0);

    public IReadOnlyList<PolicyRule> Rules(bool isIngress) => isIngress ? Policy.Ingress : Policy.Egress;

    /// <summary>Where a rule was written.</summary>
    public string PathOf(int rule, bool isIngress)
    {
        var direction = isIngress ? PolicyType.Ingress : PolicyType.Egress;
        return Converted is not null ? Converted.PathsOf(direction)[rule].ToString() : FieldPath.Root["spec"][isIngress ? "ingress" : "egress"][rule].ToString();
    }
}
