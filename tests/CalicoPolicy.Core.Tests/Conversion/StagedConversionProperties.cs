using CalicoPolicy.Core.Conversion;
using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Tests.Documents;
using CalicoPolicy.Core.Tests.Documents.Mapping;

namespace CalicoPolicy.Core.Tests.Conversion;

/// <summary>With a value in every property of the model, found by reflection, so that one that comes later is covered too.</summary>
public class StagedConversionProperties
{
    private static readonly string[] KeptByDeletion = [nameof(Resource.Metadata), nameof(TieredPolicy.DeclaredTier), "DeclaredStagedAction"];

    public static TheoryData<Type> Enforced => [typeof(NetworkPolicy), typeof(GlobalNetworkPolicy), typeof(KubernetesNetworkPolicy)];

    [Theory]
    [MemberData(nameof(Enforced))]
    public void From_enforced_to_staged_and_back_is_identity(Type kind)
    {
        var policy = Filled(kind);
        var staged = StagedConversion.Stage(policy, StagedAction.Set).Resource!;
        Assert.Equal("Staged" + (policy is KubernetesNetworkPolicy ? "Kubernetes" : "") + policy.Kind, staged.Kind);
        AssertSame(policy, StagedConversion.Enforce(staged).Resource!);
    }

    [Theory]
    [MemberData(nameof(Enforced))]
    public void From_staged_to_enforced_and_back_is_identity(Type kind)
    {
        var staged = StagedConversion.Stage(Filled(kind), StagedAction.Set).Resource!;
        AssertSame(staged, StagedConversion.Stage(StagedConversion.Enforce(staged).Resource!, StagedAction.Set).Resource!);
    }

    [Theory]
    [MemberData(nameof(Enforced))]
    public void A_field_that_is_there_without_items_stays_there(Type kind)
    {
        var empty = Filled(kind);
        foreach (var property in Sample.Properties(kind).Where(property => property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)))
        {
            property.SetValue(empty, typeof(ValueList<>).MakeGenericType(property.PropertyType.GetGenericArguments()).GetProperty("Empty")!.GetValue(null));
        }

        empty = empty with { Metadata = new() { Name = "p", Labels = LabelMap.Empty, Annotations = LabelMap.Empty } };
        AssertSame(empty, StagedConversion.Enforce(StagedConversion.Stage(empty, StagedAction.Set).Resource!).Resource!);
    }

    [Theory]
    [MemberData(nameof(Enforced))]
    public void A_deletion_empties_every_field_of_the_spec_but_the_tier(Type kind)
    {
        var policy = Filled(kind);
        var staged = StagedConversion.Stage(policy, StagedAction.Delete).Resource!;
        Assert.Equal(StagedAction.Delete, Assert.IsAssignableFrom<IStagedPolicy>(staged).StagedAction);
        Assert.Equal(policy.Metadata, staged.Metadata);
        Assert.Empty(staged.UnknownSpecFields);
        var empty = Activator.CreateInstance(staged.GetType());
        foreach (var property in Sample.Properties(staged.GetType()).Where(property => !KeptByDeletion.Contains(property.Name)))
            Assert.Equal(property.GetValue(empty), property.GetValue(staged));
        if (policy is TieredPolicy tiered) Assert.Equal(tiered.DeclaredTier, ((TieredPolicy)staged).DeclaredTier);
        var spec = ((TreeMapping)ResourceMapper.Write(staged))["spec"];
        Assert.Equal(policy is TieredPolicy ? ["stagedAction", "tier"] : ["stagedAction"], ((TreeMapping)spec!).Fields.Select(field => field.Key));
    }

    private static Resource Filled(Type kind)
    {
        var policy = (Resource)new Sample().Filled(kind);
        return policy with
        {
            Metadata = policy.Metadata with { OwnerReferences = [], UnknownFields = [new("mine", Trees.String("x"))] },
            UnknownFields = [new("other", Trees.String("y"))],
            UnknownSpecFields = [new("novel", Trees.Map(("a", Trees.String("b"))))],
        };
    }

    private static void AssertSame(Resource expected, Resource actual)
    {
        Assert.Equal(expected, actual);
        Assert.Equal(Trees.Show(ResourceMapper.Write(expected)), Trees.Show(ResourceMapper.Write(actual)));
    }
}
