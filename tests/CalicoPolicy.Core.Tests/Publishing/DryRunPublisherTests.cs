using System.Globalization;
using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Publishing;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Tests.Cluster;

namespace CalicoPolicy.Core.Tests.Publishing;

/// <summary>The order and the number of calls, with a script for kubectl.</summary>
public class DryRunPublisherTests
{
    private const string Mixed = """
        {apiVersion: projectcalico.org/v3, kind: HostEndpoint, metadata: {name: h}, spec: {node: node-1}}
        ---
        {apiVersion: projectcalico.org/v3, kind: NetworkPolicy, metadata: {name: p2, namespace: shop}, spec: {selector: all()}}
        ---
        {apiVersion: projectcalico.org/v3, kind: Profile, metadata: {name: skipped}}
        ---
        {apiVersion: projectcalico.org/v3, kind: GlobalNetworkSet, metadata: {name: s1}}
        ---
        {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p1}, spec: {podSelector: {}}}
        ---
        {apiVersion: projectcalico.org/v3, kind: Tier, metadata: {name: t2}}
        ---
        {apiVersion: v1, kind: Namespace, metadata: {name: shop}}
        ---
        {apiVersion: projectcalico.org/v3, kind: Tier, metadata: {name: t1}}
        ---
        {apiVersion: projectcalico.org/v3, kind: NetworkSet, metadata: {name: s2}}
        """;

    // What is asked for comes back as if it were new.
    private const string Echo = """
        case "$*" in
        *'config view'*) printf 'made-up\nteam' ;;
        *get*) echo get >> calls; cat > /dev/null ;;
        *) echo write >> calls; cat ;;
        esac
        """;

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Results_come_in_waves_and_inside_in_the_order_of_the_input(int throttleLimit)
    {
        using var fake = new FakeKubectl(Echo.Replace("cat ;;", "sleep 0.0$(($$ % 7)); cat ;;", StringComparison.Ordinal));
        var results = await PublishedText.DryRunAsync(fake.Kubectl(), DryRunMode.Server, Mixed, throttleLimit);
        Assert.Equal(["shop", "t2", "t1", "s1", "s2", "p2", "p1", "h", "skipped"], results.Select(result => result.Name));
        Assert.All(results.SkipLast(1), result => Assert.Equal(PublicationStatus.Created, result.Status));
        Assert.Equal(PublicationStatus.Skipped, results[^1].Status);
        Assert.StartsWith("Profile (projectcalico.org/v3) is not a kind that is published", results[^1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_result_says_where_it_comes_from_and_where_it_goes()
    {
        using var fake = new FakeKubectl(Echo);
        var results = await PublishedText.DryRunAsync(fake.Kubectl(), DryRunMode.Server, Mixed);
        var results2 = results.Select(result => (result.Cluster, result.Kind, result.Namespace, result.Name, result.File, result.Line));
        Assert.Contains(("made-up", "NetworkPolicy", "shop", "p2", PublishedText.File, 3), results2);
        Assert.Contains(("made-up", "NetworkSet", "team", "s2", PublishedText.File, 17), results2);
        Assert.Contains(("made-up", "GlobalNetworkSet", null, "s1", PublishedText.File, 7), results2);
    }

    [Fact]
    public async Task A_resource_without_a_namespace_is_sent_with_the_one_of_the_context()
    {
        using var fake = new FakeKubectl("case \"$*\" in *'config view'*) printf 'made-up\\nteam' ;; *get*) cat > /dev/null ;; *) tee sent ;; esac");
        await PublishedText.DryRunAsync(fake.Kubectl(), DryRunMode.Server, "{apiVersion: projectcalico.org/v3, kind: NetworkSet, metadata: {name: s}}");
        Assert.Contains("\"team\"", await File.ReadAllTextAsync(Path.Combine(fake.Folder, "sent"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Live_objects_are_read_in_one_call()
    {
        using var fake = new FakeKubectl(Echo);
        await PublishedText.DryRunAsync(fake.Kubectl(), DryRunMode.Server, Mixed);
        Assert.Equal((1, 8), Calls(fake));
    }

    [Fact]
    public async Task A_client_dry_run_sends_nothing()
    {
        using var fake = new FakeKubectl(Echo);
        var results = await PublishedText.DryRunAsync(fake.Kubectl(), DryRunMode.Client, Mixed);
        Assert.Equal((1, 0), Calls(fake));
        Assert.Equal(8, results.Count(result => result.Status == PublicationStatus.Created));
        Assert.Equal("Would be created. The server was not asked whether it accepts this.", results[0].Message);
    }

    [Fact]
    public async Task Kinds_that_are_not_published_need_no_kubectl()
    {
        var kubectl = new KubectlProcess(new() { KubectlPath = "no-such-kubectl" });
        var result = Assert.Single(await PublishedText.DryRunAsync(kubectl, DryRunMode.Server, "{apiVersion: projectcalico.org/v3, kind: Profile, metadata: {name: p}}"));
        Assert.Equal(PublicationStatus.Skipped, result.Status);
    }

    [Fact]
    public async Task A_missing_kubectl_ends_the_run()
    {
        var kubectl = new KubectlProcess(new() { KubectlPath = "no-such-kubectl" });
        await Assert.ThrowsAsync<KubectlException>(() => PublishedText.DryRunAsync(kubectl, DryRunMode.Server, Mixed));
    }

    [Fact]
    public async Task A_wrong_context_fails_each_resource_without_a_call_to_the_server()
    {
        using var fake = new FakeKubectl("case \"$*\" in *'config view'*) echo 'error: cannot locate context nope' >&2; exit 1 ;; *) echo x >> calls ;; esac");
        var results = await PublishedText.DryRunAsync(fake.Kubectl(), DryRunMode.Server, Mixed);
        Assert.Equal(8, results.Count(result => result.Status == PublicationStatus.Failed && result.Error!.Category == ServerErrorCategory.UnknownContext));
        Assert.False(File.Exists(Path.Combine(fake.Folder, "calls")));
    }

    [Fact]
    public async Task A_server_that_is_gone_from_the_start_is_asked_once()
    {
        using var fake = new FakeKubectl("""
            case "$*" in
            *'config view'*) printf 'made-up\nteam' ;;
            *) echo get >> calls; cat > /dev/null; echo 'The connection to the server x was refused - did you specify the right host or port?' >&2; exit 1 ;;
            esac
            """);
        var results = await PublishedText.DryRunAsync(fake.Kubectl(), DryRunMode.Server, Many(50));
        Assert.Equal((1, 0), Calls(fake));
        Assert.Equal(50, results.Count(result => result.Status == PublicationStatus.Failed && result.Error!.Category == ServerErrorCategory.Unreachable));
        Assert.StartsWith("Not tried: The connection to the server x was refused", results[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_goes_meanwhile_is_not_asked_for_the_rest()
    {
        using var fake = new FakeKubectl("""
            case "$*" in
            *'config view'*) printf 'made-up\nteam' ;;
            *get*) echo get >> calls; cat > /dev/null ;;
            *) echo write >> calls; cat > /dev/null; echo 'Unable to connect to the server: EOF' >&2; exit 1 ;;
            esac
            """);
        var results = await PublishedText.DryRunAsync(fake.Kubectl(), DryRunMode.Server, Many(50), throttleLimit: 3);
        Assert.All(results, result => Assert.Equal((PublicationStatus.Failed, ServerErrorCategory.Unreachable), (result.Status, result.Error!.Category)));
        Assert.InRange(Calls(fake).Writes, 1, 3);
    }

    [Fact]
    public async Task One_slow_answer_does_not_fail_the_others_but_silence_does()
    {
        const string Server = """
            case "$*" in
            *'config view'*) printf 'made-up\nteam' ;;
            *get*) echo get >> calls; cat > /dev/null ;;
            *) echo write >> calls; cat > body.$$; if grep -q SLOW body.$$; then sleep 600; fi; cat body.$$ ;;
            esac
            """;
        using var slow = new FakeKubectl(Server.Replace("SLOW", "'\"n01\"'", StringComparison.Ordinal));
        var results = await PublishedText.DryRunAsync(slow.Kubectl(TimeSpan.FromSeconds(2)), DryRunMode.Server, Many(5), throttleLimit: 1);
        Assert.Equal(
            [PublicationStatus.Created, PublicationStatus.Failed, PublicationStatus.Created, PublicationStatus.Created, PublicationStatus.Created],
            results.Select(result => result.Status));
        Assert.Equal(ServerErrorCategory.Timeout, results[1].Error!.Category);

        using var silent = new FakeKubectl(Server.Replace("SLOW", "kind", StringComparison.Ordinal));
        results = await PublishedText.DryRunAsync(silent.Kubectl(TimeSpan.FromSeconds(1)), DryRunMode.Server, Many(20), throttleLimit: 1);
        Assert.All(results, result => Assert.Equal(PublicationStatus.Failed, result.Status));
        Assert.Equal((1, 2), Calls(silent));
    }

    [Fact]
    public async Task At_most_as_many_run_at_once_as_allowed()
    {
        using var fake = new FakeKubectl("""
            case "$*" in
            *'config view'*) printf 'made-up\nteam' ;;
            *get*) cat > /dev/null ;;
            *) touch run.$$; ls run.* | wc -l >> seen; cat; sleep 0.1; rm run.$$ ;;
            esac
            """);
        await PublishedText.DryRunAsync(fake.Kubectl(), DryRunMode.Server, Many(12), throttleLimit: 3);
        var seen = await File.ReadAllLinesAsync(Path.Combine(fake.Folder, "seen"), TestContext.Current.CancellationToken);
        Assert.InRange(seen.Max(line => int.Parse(line, CultureInfo.InvariantCulture)), 2, 3);
    }

    [Fact]
    public async Task Who_stops_reading_leaves_no_kubectl_behind()
    {
        using var fake = new FakeKubectl("""
            case "$*" in
            *'config view'*) printf 'made-up\nteam' ;;
            *get*) cat > /dev/null ;;
            *) cat > body.$$; if grep -q '"n00"' body.$$; then cat body.$$; else touch run.$$; sleep 600; fi ;;
            esac
            """);
        var publisher = new DryRunPublisher(fake.Kubectl(), DryRunMode.Server, throttleLimit: 3);
        await foreach (var result in publisher.RunAsync(Many(9), TestContext.Current.CancellationToken))
        {
            Assert.Equal("n00", result.Name);
            while (Directory.GetFiles(fake.Folder, "run.*").Length == 0) await Task.Delay(10, TestContext.Current.CancellationToken);
            break;
        }

        // Disposed: every call has ended, so the folder can go and no child writes into it again.
        Assert.InRange(Directory.GetFiles(fake.Folder, "run.*").Length, 1, 3);
    }

    [Fact]
    public async Task Cancellation_ends_the_run()
    {
        using var fake = new FakeKubectl("case \"$*\" in *'config view'*) printf 'made-up\\nteam' ;; *get*) cat > /dev/null ;; *) touch started; sleep 600 ;; esac");
        using var cancel = new CancellationTokenSource();
        var run = ReadAllAsync(new(fake.Kubectl(), DryRunMode.Server), cancel.Token);
        while (!File.Exists(Path.Combine(fake.Folder, "started"))) await Task.Delay(10, TestContext.Current.CancellationToken);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Where_nothing_may_be_read_the_answer_tells_new_from_old()
    {
        using var fake = new FakeKubectl("""
            case "$*" in
            *'config view'*) printf 'made-up\nteam' ;;
            *get*) echo get >> calls; cat > /dev/null; echo 'Error from server (Forbidden): tiers.projectcalico.org "x" is forbidden: no' >&2; exit 1 ;;
            *) echo write >> calls; cat > body.$$; if grep -q '"n00"' body.$$; then echo '{"kind":"Tier","metadata":{"name":"n00","resourceVersion":"7"}}'; else cat body.$$; fi ;;
            esac
            """);
        var results = await PublishedText.DryRunAsync(fake.Kubectl(), DryRunMode.Server, Many(2));
        Assert.Equal([PublicationStatus.Configured, PublicationStatus.Created], results.Select(result => result.Status));
        Assert.Equal("Would be applied; what stands there could not be read: tiers.projectcalico.org \"x\" is forbidden: no", results[0].Message);
        Assert.Equal((3, 2), Calls(fake));
    }

    [Fact]
    public async Task A_refusal_for_a_tier_that_the_run_would_create_says_so()
    {
        using var fake = new FakeKubectl("""
            case "$*" in
            *'config view'*) printf 'made-up\nteam' ;;
            *get*) cat > /dev/null ;;
            *) cat > body.$$; if grep -q selector body.$$; then echo 'Error from server (NotFound): tiers.projectcalico.org "security" not found' >&2; exit 1; fi; cat body.$$ ;;
            esac
            """);
        const string Policy = "{apiVersion: projectcalico.org/v3, kind: GlobalNetworkPolicy, metadata: {name: security.p}, spec: {tier: security, selector: all()}}";
        const string Tier = "{apiVersion: projectcalico.org/v3, kind: Tier, metadata: {name: security}}\n---\n";
        var alone = Assert.Single(await PublishedText.DryRunAsync(fake.Kubectl(), DryRunMode.Server, Policy));
        Assert.Equal((PublicationStatus.Refused, "tiers.projectcalico.org \"security\" not found."), (alone.Status, alone.Message));

        var both = await PublishedText.DryRunAsync(fake.Kubectl(), DryRunMode.Server, Tier + Policy);
        Assert.Equal(
            "tiers.projectcalico.org \"security\" not found. This publication creates tier 'security' first, but a dry run stores nothing, so the server does not know it yet.",
            both[1].Message);
    }

    [Fact]
    public async Task A_resource_without_a_name_is_refused_and_sent_nowhere()
    {
        using var fake = new FakeKubectl(Echo);
        var results = await PublishedText.DryRunAsync(fake.Kubectl(), DryRunMode.Server, [new Tier(), .. Many(1)]);
        Assert.Equal([(PublicationStatus.Refused, ""), (PublicationStatus.Created, "n00")], results.Select(result => (result.Status, result.Name)));
        Assert.Equal((1, 1), Calls(fake));
    }

    [Fact]
    public void Only_dry_runs_are_taken()
    {
        var kubectl = new KubectlProcess(new());
        Assert.Throws<ArgumentOutOfRangeException>(() => new DryRunPublisher(kubectl, DryRunMode.None));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DryRunPublisher(kubectl, DryRunMode.Server, 0));
    }

    private static List<Resource> Many(int count) =>
        [.. Enumerable.Range(0, count).Select(index => new Tier { Metadata = new() { Name = string.Create(CultureInfo.InvariantCulture, $"n{index:00}") } })];

    private static async Task ReadAllAsync(DryRunPublisher publisher, CancellationToken token)
    {
        await foreach (var result in publisher.RunAsync(Many(20), token)) Assert.NotNull(result);
    }

    private static (int Gets, int Writes) Calls(FakeKubectl fake)
    {
        var lines = File.ReadAllLines(Path.Combine(fake.Folder, "calls"));
        return (lines.Count(line => line == "get"), lines.Count(line => line == "write"));
    }
}
