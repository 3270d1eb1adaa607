namespace CalicoPolicy.Core.Resources;

/// <summary>Gives the permissions of a role to users, groups and service accounts.</summary>
public abstract record AccessBinding : Resource
{
    /// <inheritdoc />
    public sealed override string ApiVersion => ResourceKinds.AccessApiVersion;

    /// <summary>The role; null where the document does not say, which no server accepts.</summary>
    public RoleReference? RoleRef { get; init; }

    /// <summary>Who gets the permissions.</summary>
    public IReadOnlyList<AccessSubject> Subjects { get; init => field = ValueList.Of(value); } = ValueList<AccessSubject>.None;

    /// <inheritdoc />
    public override string Summary => $"{RoleRef?.Kind} {RoleRef?.Name} for {string.Join(", ", Subjects.Select(subject => subject.Name))}";
}
