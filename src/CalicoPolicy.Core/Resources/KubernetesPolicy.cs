namespace CalicoPolicy.Core.Resources;

/// <summary>What Kubernetes' policy and its staged form have in common: pods of one namespace, and what they may exchange with whom.</summary>
public abstract record KubernetesPolicy : Resource
{
    /// <inheritdoc />
    public sealed override bool IsNamespaced => true;

    /// <summary>Selects the pods that the policy applies to; without criteria all of the namespace.</summary>
    public LabelSelector PodSelector { get; init => field = value ?? LabelSelector.None; } = LabelSelector.None;

    /// <summary>The directions that the document names; empty where it names none.</summary>
    public IReadOnlyList<PolicyType> DeclaredTypes { get; init => field = ValueList.Of(value); } = ValueList<PolicyType>.None;

    /// <summary>
    /// The directions that the policy governs. Where the document names none, by Kubernetes' defaulting: ingress always, egress
    /// where there is at least one egress rule (decision 2).
    /// </summary>
    public IReadOnlyList<PolicyType> Types
    {
        get => DeclaredTypes.Count > 0 ? DeclaredTypes : PolicyTypes.KubernetesByRules(Egress.Count > 0);
        init => DeclaredTypes = value;
    }

    /// <summary>What may come in; whatever no rule matches may not.</summary>
    public IReadOnlyList<KubernetesRule> Ingress { get; init => field = ValueList.Of(value); } = ValueList<KubernetesRule>.None;

    /// <summary>What may go out; whatever no rule matches may not.</summary>
    public IReadOnlyList<KubernetesRule> Egress { get; init => field = ValueList.Of(value); } = ValueList<KubernetesRule>.None;

    /// <summary>The rules of a direction.</summary>
    public IReadOnlyList<KubernetesRule> RulesOf(PolicyType direction) => direction == PolicyType.Ingress ? Ingress : Egress;

    /// <inheritdoc />
    public override string Summary => PodSelector.ToString();
}
