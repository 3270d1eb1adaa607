namespace CalicoPolicy.Tests.Publishing;

/// <summary>Tests that look at the whole of one cluster, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class PublishingGroup
{
    public const string Name = "Publishing";
}
