using CalicoPolicy.Core.Connectivity;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Core.Tests.Rules;

namespace CalicoPolicy.Core.Tests.Connectivity;

public class ConnectivityRowsTests
{
    private const string Three = """
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop, labels: {env: live}}
        ---
        apiVersion: v1
        kind: Namespace
        metadata: {name: data}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: shop}
        spec: {template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c}]}}}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: api, namespace: shop}
        spec: {template: {metadata: {labels: {app: api}}, spec: {containers: [{name: c}]}}}
        ---
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: db, namespace: data}
        spec: {template: {metadata: {labels: {app: db}}, spec: {containers: [{name: c, ports: [{name: sql, containerPort: 5432}]}]}}}

        """;

    private const string DatabasePolicy = """
        apiVersion: projectcalico.org/v3
        kind: NetworkPolicy
        metadata: {name: db, namespace: data}
        spec:
          selector: app == 'db'
          types: [Ingress]
          ingress:
          - {action: Allow, protocol: TCP, source: {namespaceSelector: env == 'live', selector: app == 'api'}, destination: {ports: [sql]}}

        """;

    [Fact]
    public void Without_policies_everyone_may_talk_to_everyone() =>
        Assert.Equal(["every workload -> every workload, outside: all", "outside -> every workload: all"], Rows(new()).Order(StringComparer.Ordinal));

    [Fact]
    public void A_named_port_is_the_number_of_each_endpoint() =>
        Assert.Equal(["shop/api -> data/db: TCP/5432"], Rows(new() { Workloads = ["db"], Direction = PolicyType.Ingress }, DatabasePolicy));

    [Fact]
    public void Filters_keep_the_pairs_of_which_one_end_is_asked_for()
    {
        Assert.Equal(["every workload, outside -> shop/*: all"], Rows(new() { Namespaces = ["shop"], Direction = PolicyType.Ingress }, DatabasePolicy));
        Assert.Equal(["shop/api -> data/db: TCP/5432"], Rows(new() { Selector = Selector.Parse("app == 'db'"), Direction = PolicyType.Ingress, Traffic = TrafficSet.OfPorts(6, 5000, 6000) }, DatabasePolicy));
        Assert.Empty(Rows(new() { Workloads = ["data/db"], Direction = PolicyType.Ingress, Traffic = TrafficSet.OfProtocol(17) }, DatabasePolicy));
    }

    [Fact]
    public void Outside_is_cut_where_policies_and_sets_cut_it() => Assert.Equal(
        ["set partners -> shop/web: TCP/443"],
        Rows(new() { Workloads = ["web"], Direction = PolicyType.Ingress }, """
            apiVersion: projectcalico.org/v3
            kind: GlobalNetworkSet
            metadata: {name: partners, labels: {kind: partner}}
            spec: {nets: [192.0.2.0/24, 198.51.100.0/25]}
            ---
            apiVersion: projectcalico.org/v3
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec:
              selector: app == 'web'
              ingress:
              - {action: Allow, protocol: TCP, source: {selector: kind == 'partner', namespaceSelector: global()}, destination: {ports: [443]}}
            """));

    [Fact]
    public void What_is_not_known_is_a_row_of_its_own() => Assert.Equal(
        ["shop/api -> data/db: perhaps TCP/5432"],
        Rows(new() { Workloads = ["db"], Direction = PolicyType.Ingress }, isComplete: true, DatabasePolicy.Replace("protocol: TCP,", "protocol: TCP, http: {methods: [GET]},", StringComparison.Ordinal)));

    [Fact]
    public void Exposure_counts_pods_that_do_not_exist_yet()
    {
        var rows = ExposureRows.Of(Engine(isComplete: true, DatabasePolicy), new() { Workloads = ["db"], Direction = PolicyType.Ingress }, TestContext.Current.CancellationToken);
        Assert.Equal(["data/db Ingress some pods of shop, new namespaces: TCP/5432"], rows.Select(row => row.ToString()));
        var open = ExposureRows.Of(Engine(isComplete: true, DatabasePolicy.Replace("selector: app == 'api'", "selector: all()", StringComparison.Ordinal)), new() { Workloads = ["db"], Direction = PolicyType.Ingress }, TestContext.Current.CancellationToken);
        Assert.Equal(["data/db Ingress all pods of shop: TCP/5432", "data/db Ingress some pods of new namespaces: TCP/5432"], open.Select(row => row.ToString()));
        var all = ExposureRows.Of(Engine(isComplete: true, DatabasePolicy.Replace("env == 'live', selector: app == 'api'", "all()", StringComparison.Ordinal)), new() { Workloads = ["db"], Direction = PolicyType.Ingress }, TestContext.Current.CancellationToken);
        Assert.Equal(["data/db Ingress all pods of the cluster: TCP/5432"], all.Select(row => row.ToString()));
    }

    [Fact]
    public void Twice_the_pods_of_the_same_kinds_are_the_same_work()
    {
        var (once, twice) = (MapOf(400), MapOf(800));
        Assert.Equal(once.Peers.Count, twice.Peers.Count);
        Assert.InRange(twice.Work, once.Work, once.Work * 13 / 10);
        Assert.Equal(800, twice.Peers.Sum(peer => peer.Endpoints.Count));

        static ConnectivityMap MapOf(int pods)
        {
            var resources = new List<Resource>(Input.Read(Rules.Yaml.Documents(DatabasePolicy)));
            for (var number = 0; number < pods; number++)
            {
                resources.Add(new Pod
                {
                    Metadata = new() { Name = $"p{number}", Namespace = number % 2 == 0 ? "shop" : "data", Labels = LabelMap.Of([new("app", number % 3 == 0 ? "db" : "api"), new("kind", $"k{number % 40}")]) },
                    IPs = [$"10.0.{number / 250}.{number % 250}"],
                    Phase = "Running",
                });
            }

            var engine = PolicyEngine.Compile(PolicySnapshot.Of(resources, new() { IsComplete = true }, TestContext.Current.CancellationToken), cancellationToken: TestContext.Current.CancellationToken);
            return ConnectivityMap.Of(engine, cancellationToken: TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public void A_cancelled_map_ends()
    {
        var engine = Engine(isComplete: true);
        Assert.ThrowsAny<OperationCanceledException>(() => ConnectivityMap.Of(engine, cancellationToken: new(canceled: true)));
    }

    private static List<string> Rows(ConnectivityQuery query, params string[] documents) => Rows(query, isComplete: true, documents);

    private static List<string> Rows(ConnectivityQuery query, bool isComplete, params string[] documents) =>
        [.. ConnectivityRows.Of(Engine(isComplete, documents), query, TestContext.Current.CancellationToken).Select(row => row.ToString())];

    private static PolicyEngine Engine(bool isComplete, params string[] documents) => PolicyEngine.Compile(
        PolicySnapshot.Of(Input.Read(Rules.Yaml.Documents([Three, .. documents])), new() { IsComplete = isComplete }, TestContext.Current.CancellationToken),
        cancellationToken: TestContext.Current.CancellationToken);
}
