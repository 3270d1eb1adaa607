using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Publishing;
using CalicoPolicy.Core.Publishing.Journal;

namespace CalicoPolicy.Core.Tests.Publishing;

/// <summary>Publications with a journal of their own.</summary>
internal sealed class Publications : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("calicopolicy-journal-").FullName;

    /// <summary>What the journal has, the latest first.</summary>
    public IReadOnlyList<Publication> All => new PublicationJournal(_folder).ReadAll([], TestContext.Current.CancellationToken);

    public async Task<IReadOnlyList<PublicationResult>> PublishAsync(string config, string yaml, PublicationOptions? options = null, int timeout = 60) =>
        await RunAsync(await PlanAsync(config, yaml, options ?? new(), timeout), options ?? new());

    public Task<PublicationPlan> PlanAsync(string config, string yaml, PublicationOptions options, int timeout = 60) =>
        new PublicationPlanner(options with { JournalFolder = _folder }).PlanAsync(Kubectl(config, timeout), PublishedText.Read(yaml), TestContext.Current.CancellationToken);

    public async Task<IReadOnlyList<PublicationResult>> RunAsync(PublicationPlan plan, PublicationOptions options)
    {
        var results = new List<PublicationResult>();
        await foreach (var result in new Publisher(options with { JournalFolder = _folder }).RunAsync(plan, TestContext.Current.CancellationToken)) results.Add(result);
        return results;
    }

    public Task<PublicationPlan> PlanUndoAsync(string config, Publication publication, bool force) =>
        new UndoPlanner(new() { JournalFolder = _folder }, force).PlanAsync(Kubectl(config, 60), publication, TestContext.Current.CancellationToken);

    public async Task<IReadOnlyList<PublicationResult>> UndoAsync(string config, Publication publication, bool force) =>
        await RunAsync(await PlanUndoAsync(config, publication, force), new());

    public async Task<IReadOnlyList<PublicationResult>> RemoveAsync(string config, string yaml) => await RunAsync(
        await new RemovalPlanner(new() { JournalFolder = _folder }).PlanAsync(Kubectl(config, 60), PublishedText.Read(yaml), TestContext.Current.CancellationToken), new());

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static KubectlProcess Kubectl(string config, int timeout) => new(new() { KubeConfig = config, Timeout = TimeSpan.FromSeconds(timeout) });
}
