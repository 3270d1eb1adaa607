using System.Collections;
using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Documents.Mapping;

/// <summary>No schema forgets a property, and no property is forgotten by the documents below.</summary>
public class SampleTests
{
    public static TheoryData<string> Kinds => [.. Sample.Kinds.Select(type => type.Name)];

    [Fact]
    public void The_model_has_the_kinds_it_should() => Assert.Equal(
        [
            "ClusterInformation", "ClusterNetworkPolicy", "ClusterRole", "ClusterRoleBinding", "CronJob", "DaemonSet", "Deployment",
            "EndpointSlice", "FelixConfiguration", "GlobalNetworkPolicy", "GlobalNetworkSet", "GlobalThreatFeed", "HostEndpoint", "IPPool",
            "Installation", "Job", "KubeControllersConfiguration", "KubernetesNetworkPolicy", "Namespace", "NetworkPolicy", "NetworkSet",
            "Node", "Pod", "PolicyRecommendationScope", "Profile", "ReplicaSet", "Role", "RoleBinding", "Service", "ServiceAccount",
            "StagedGlobalNetworkPolicy", "StagedKubernetesNetworkPolicy", "StagedNetworkPolicy", "StatefulSet", "Tier",
        ],
        Sample.Kinds.Select(type => type.Name).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_property_survives_writing_and_reading(string kind)
    {
        var record = (Resource)new Sample().Filled(Sample.Kinds.Single(type => type.Name == kind));
        var read = Mapped.One(ResourceMapper.Write(record));
        Assert.Equal(record, read);
        Assert.Equal(record.GetHashCode(), read.GetHashCode());
    }

    [Fact]
    public void The_documents_set_every_property_of_every_type()
    {
        var types = typeof(Resource).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(ResourcePart)) && !type.IsAbstract);
        var expected = types.SelectMany(type => Sample.Properties(type).Select(property => $"{type.Name}.{property.Name}"));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var document in KindDocuments.All) Collect(Mapped.One(document), seen);
        Assert.Empty(expected.Except(seen, StringComparer.Ordinal));
    }

    private static void Collect(object? value, HashSet<string> seen)
    {
        if (value is ResourcePart part)
        {
            var type = part.GetType();
            var empty = Activator.CreateInstance(type);
            foreach (var property in Sample.Properties(type))
            {
                var member = property.GetValue(part);
                if (!Equals(member, property.GetValue(empty)) || member is ThreatFeedLines) seen.Add($"{type.Name}.{property.Name}");
                Collect(member, seen);
            }
        }
        else if (value is IEnumerable items and not string and not LabelMap)
        {
            foreach (var item in items) Collect(item, seen);
        }
    }
}
