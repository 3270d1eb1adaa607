using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Documents.Mapping;

/// <summary>Sends trees through the mapper.</summary>
internal static class Mapped
{
    public const string File = "/policies/a.yaml";

    public static MappedDocument Read(string json) => Read(JsonTree.Parse(json));

    public static MappedDocument Read(TreeNode root) => ResourceMapper.Read(new TreeDocument(0, root, [], HasComments: false), File);

    public static Resource One(TreeNode root)
    {
        var read = Read(root);
        Assert.Empty(read.Errors);
        Assert.Empty(read.Skipped);
        return Assert.Single(read.Resources);
    }

    public static T One<T>(string json)
        where T : Resource => Assert.IsType<T>(One(JsonTree.Parse(json)));

    public static DocumentError Error(string json)
    {
        var read = Read(json);
        Assert.Empty(read.Resources);
        return Assert.Single(read.Errors);
    }

    /// <summary>A namespaced Calico policy whose spec is given.</summary>
    public static NetworkPolicy Policy(string spec) => One<NetworkPolicy>(
        $$"""{"apiVersion": "projectcalico.org/v3", "kind": "NetworkPolicy", "metadata": {"name": "p"}, "spec": {{spec}}}""");

    /// <summary>Reads and writes.</summary>
    public static string RoundTrip(string json, bool keepServerMetadata = false) =>
        JsonTree.Show(ResourceMapper.Write(One(JsonTree.Parse(json)), keepServerMetadata));
}
