using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Publishing;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Yaml;

namespace CalicoPolicy.Core.Tests.Publishing;

/// <summary>From text to answers, as a user goes.</summary>
internal static class PublishedText
{
    /// <summary>The file that the resources seem to come from.</summary>
    public const string File = "/policies/shop.yaml";

    public static IReadOnlyList<Resource> Read(string yaml)
    {
        using var text = new StringReader(yaml);
        var documents = new YamlFormat().Read(text, File, ReadLimits.Default, CancellationToken.None)
            .Select(document => ResourceMapper.Read(document, File))
            .ToList();
        Assert.Empty(documents.SelectMany(document => document.Errors));
        return [.. documents.SelectMany(document => document.Resources)];
    }

    public static Task<IReadOnlyList<PublicationResult>> DryRunAsync(KubectlProcess kubectl, DryRunMode mode, string yaml, int throttleLimit = 5) =>
        DryRunAsync(kubectl, mode, Read(yaml), throttleLimit);

    public static async Task<IReadOnlyList<PublicationResult>> DryRunAsync(
        KubectlProcess kubectl, DryRunMode mode, IReadOnlyList<Resource> resources, int throttleLimit = 5)
    {
        var results = new List<PublicationResult>();
        var publisher = new DryRunPublisher(kubectl, mode, throttleLimit);
        await foreach (var result in publisher.RunAsync(resources, TestContext.Current.CancellationToken)) results.Add(result);
        return results;
    }
}
