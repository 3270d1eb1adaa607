namespace CalicoPolicy.Core.Resources;

/// <summary>A <see cref="NetworkPolicy"/> that changes no traffic until it is enforced.</summary>
public sealed record StagedNetworkPolicy : TieredPolicy, IStagedPolicy
{
    /// <inheritdoc />
    public override string Kind => "StagedNetworkPolicy";

    /// <inheritdoc />
    public override bool IsNamespaced => true;
    /// <summary>The staged action that the document names; null where it names none.</summary>
    public StagedAction? DeclaredStagedAction { get; init; }

    /// <inheritdoc />
    public StagedAction StagedAction
    {
        get => DeclaredStagedAction ?? StagedAction.Set;
        init => DeclaredStagedAction = value;
    }
}
