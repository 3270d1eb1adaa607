namespace CalicoPolicy.Core.Tests.Cluster;

/// <summary>Tests that wait for a time to pass: nothing else runs beside them, which could make other answers late too.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class QuietGroup
{
    public const string Name = "Quiet";
}
