using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>A policy, ready to be evaluated.</summary>
internal sealed class CompiledPolicy
{
    /// <summary>The policy as it was written: of Kubernetes where it is one.</summary>
    public required Resource Source { get; init; }

    /// <summary>The policy as Calico has it.</summary>
    public required TieredPolicy Policy { get; init; }

    /// <summary>The endpoints that it selects; null: all.</summary>
    public required SelectorEntry? Selector { get; init; }

    public required bool HasIngress { get; init; }

    public required bool HasEgress { get; init; }

    public required CompiledRule[] Ingress { get; init; }

    public required CompiledRule[] Egress { get; init; }

    public bool IsUntracked => Policy is GlobalPolicy { DoNotTrack: true };

    public bool IsPreDnat => Policy is GlobalPolicy { PreDnat: true, DoNotTrack: not true };

    public bool IsForForwarded => Policy is GlobalPolicy { ApplyOnForward: true };

    public bool Governs(bool isIngress) => isIngress ? HasIngress : HasEgress;

    public CompiledRule[] RulesOf(bool isIngress) => isIngress ? Ingress : Egress;
}
