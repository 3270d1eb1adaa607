namespace CalicoPolicy.Core.Resources;

/// <summary>Jobs by the clock.</summary>
public sealed record CronJob : ReplicatedWorkload
{
    /// <inheritdoc />
    public override string ApiVersion => ResourceKinds.BatchApiVersion;

    /// <inheritdoc />
    public override string Kind => "CronJob";
}
