namespace CalicoPolicy.Core.Resources;

/// <summary>A <see cref="KubernetesNetworkPolicy"/> that changes no traffic until it is enforced.</summary>
public sealed record StagedKubernetesNetworkPolicy : KubernetesPolicy, IStagedPolicy
{
    /// <inheritdoc />
    public override string ApiVersion => ResourceKinds.CalicoApiVersion;

    /// <inheritdoc />
    public override string Kind => "StagedKubernetesNetworkPolicy";

    /// <summary>The staged action that the document names; null where it names none.</summary>
    public StagedAction? DeclaredStagedAction { get; init; }

    /// <inheritdoc />
    public StagedAction StagedAction
    {
        get => DeclaredStagedAction ?? StagedAction.Set;
        init => DeclaredStagedAction = value;
    }
}
