using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Core.Tests.Rules;

namespace CalicoPolicy.Core.Tests.Evaluation;

/// <summary>Short ways to ask what becomes of a flow.</summary>
internal static class Evaluating
{
    /// <summary>Two pods of two namespaces on two nodes.</summary>
    public const string Pods = """
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop, labels: {env: live}}
        ---
        apiVersion: v1
        kind: Namespace
        metadata: {name: data, labels: {env: test}}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop, labels: {app: web}}
        spec: {nodeName: n1, containers: [{name: c, ports: [{name: http, containerPort: 8080}]}]}
        status: {phase: Running, podIPs: [{ip: 10.0.0.1}, {ip: 'fd00::1'}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: db, namespace: data, labels: {app: db}}
        spec: {nodeName: n2, serviceAccountName: store, containers: [{name: c, ports: [{name: sql, containerPort: 5432}]}]}
        status: {phase: Running, podIPs: [{ip: 10.0.0.2}, {ip: 'fd00::2'}]}

        """;

    /// <summary>The trace of a flow in a cluster of <see cref="Pods"/> and more.</summary>
    /// <param name="flow">e.g. <c>web -> db TCP 5432</c>, <c>10.0.0.9 -> db ICMP 8/0</c>; a number from 0 to 65535 or <c>?</c> after ports.</param>
    /// <param name="documents">What there is besides the pods.</param>
    public static FlowTrace Trace(string flow, params string[] documents) => Trace(flow, PolicyView.Enforced, isComplete: true, documents);

    /// <summary>The same, in a view, and where others may exist.</summary>
    public static FlowTrace Trace(string flow, PolicyView view, bool isComplete, params string[] documents)
    {
        var snapshot = PolicySnapshot.Of(
            Input.Read(Rules.Yaml.Documents([Pods, .. documents])), new() { IsComplete = isComplete }, TestContext.Current.CancellationToken);
        var engine = PolicyEngine.Compile(snapshot, new() { View = view }, TestContext.Current.CancellationToken);
        var trace = engine.Trace(FlowOf(flow, snapshot));
        Assert.Equal(trace.Verdict, engine.Decide(trace.Flow));
        return trace;
    }

    /// <summary>The verdict of a flow.</summary>
    public static Verdict Decide(string flow, params string[] documents) => Trace(flow, documents).Verdict;

    /// <summary>What decided on the side of the destination, without its line.</summary>
    public static string? IngressBy(string flow, params string[] documents) => Trace(flow, documents).Ingress!.Decider?.ToString().Split(" (line ")[0];

    /// <summary>A flow in words.</summary>
    public static Flow FlowOf(string text, PolicySnapshot snapshot)
    {
        var words = text.Split(' ');
        var flow = new Flow(EndOf(words[0], snapshot), EndOf(words[2], snapshot), new(words[3]));
        if (words.Length < 5) return flow;
        var numbers = words[4].Split('/').Select(number => int.Parse(number, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        return flow.Protocol.IanaNumber is 1 or 58
            ? flow with { IcmpType = numbers[0], IcmpCode = numbers.Length > 1 ? numbers[1] : null }
            : flow with { SourcePort = 40000, DestinationPort = numbers[0] };
    }

    private static FlowEnd EndOf(string text, PolicySnapshot snapshot)
    {
        if (snapshot.Endpoints.FirstOrDefault(endpoint => endpoint.Name == text) is { } endpoint) return FlowEnd.Of(endpoint);
        return Cidr.TryParse(text, out var address) ? FlowEnd.Of(address) : new() { Domain = text };
    }
}
