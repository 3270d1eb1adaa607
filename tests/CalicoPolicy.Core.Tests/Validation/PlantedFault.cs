using System.Text.Json.Nodes;

namespace CalicoPolicy.Core.Tests.Validation;

/// <summary>A mistake to be made in a good policy.</summary>
/// <param name="Name">What is wrong, in a few words.</param>
/// <param name="Plant">Makes it; false where the object has no place for it.</param>
internal sealed record PlantedFault(string Name, Func<JsonObject, Random, bool> Plant)
{
    public static IReadOnlyList<PlantedFault> All { get; } =
    [
        Rule("no action", (rule, _) => rule.Remove("action")),
        Rule("unknown action", (rule, _) => Set(rule, "action", "Drop")),
        Rule("action in lower case", (rule, _) => Set(rule, "action", "allow")),
        Rule("ipVersion 5", (rule, _) => Set(rule, "ipVersion", 5)),
        Rule("icmp without its protocol", (rule, _) => Set(rule, "protocol", "TCP") && Set(rule, "icmp", new JsonObject { ["type"] = 8 })),
        Rule("icmp type 255", (rule, _) => Ping(rule, new JsonObject { ["type"] = 255 })),
        Rule("icmp code 256", (rule, _) => Ping(rule, new JsonObject { ["type"] = 3, ["code"] = 256 })),
        Rule("icmp code without type", (rule, _) => Ping(rule, new JsonObject { ["code"] = 1 })),
        Rule("ICMP of IPv6", (rule, _) => Ping(rule, null) && Set(rule, "ipVersion", 6)),
        Rule("notProtocol ICMPv6 of IPv4", (rule, _) => Set(rule, "notProtocol", "ICMPv6") && Set(rule, "ipVersion", 4)),
        Rule("http on Deny", (rule, _) => Set(rule, "action", "Deny") && Set(rule, "http", new JsonObject { ["methods"] = new JsonArray("GET") })),
        Rule("http over UDP", (rule, _) => Set(rule, "action", "Allow") && Set(rule, "protocol", "UDP") && Set(rule, "http", new JsonObject())),
        Rule("21 methods", (rule, _) => Http(rule, new JsonObject { ["methods"] = List(21, index => $"M{index}") })),
        Rule("21 paths", (rule, _) => Http(rule, new JsonObject { ["paths"] = List(21, index => new JsonObject { ["exact"] = $"/{index}" }) })),
        Rule("path of 1,025 characters", (rule, _) => Http(rule, new JsonObject { ["paths"] = new JsonArray(new JsonObject { ["exact"] = "/" + new string('a', 1024) }) })),
        Rule("path without slash", (rule, _) => Http(rule, new JsonObject { ["paths"] = new JsonArray(new JsonObject { ["exact"] = "a" }) })),
        Rule("unknown field of a rule", (rule, _) => Set(rule, "ports", new JsonArray(80))),
        Rule("lower-case protocol", (rule, _) => Set(rule, "protocol", "tcp")),
        Rule("protocol 0", (rule, _) => Set(rule, "protocol", 0)),
        Rule("port without protocol", (rule, _) => rule.Remove("protocol") && Peer(rule, "destination", peer => Set(peer, "ports", new JsonArray(80)))),
        Rule("port 70000", (rule, _) => Set(rule, "protocol", "TCP") && Peer(rule, "destination", peer => Set(peer, "ports", new JsonArray(70000)))),
        Rule("range with a dash", (rule, _) => Set(rule, "protocol", "TCP") && Peer(rule, "destination", peer => Set(peer, "ports", new JsonArray("80-90")))),
        Rule("51 ports", (rule, _) => Set(rule, "protocol", "TCP") && Peer(rule, "destination", peer => Set(peer, "ports", List(51, index => index + 1)))),
        Rule("257 nets", (rule, _) => Peer(rule, "source", peer => Set(peer, "nets", List(257, index => $"10.{index / 256}.{index % 256}.0/24")))),
        Rule("net twice", (rule, _) => Peer(rule, "source", peer => Set(peer, "nets", new JsonArray("10.0.0.0/8", "10.0.0.0/8")))),
        Rule("net with host bits", (rule, _) => Peer(rule, "source", peer => Set(peer, "nets", new JsonArray("10.0.0.1/8")))),
        Rule("address as net", (rule, _) => Peer(rule, "source", peer => Set(peer, "nets", new JsonArray("10.0.0.1")))),
        Rule("nets of both versions", (rule, _) => Peer(rule, "source", peer => Set(peer, "nets", new JsonArray("10.0.0.0/8", "2001:db8::/32")))),
        Rule("everything excluded", (rule, _) => Peer(rule, "destination", peer => Set(peer, "notNets", new JsonArray("0.0.0.0/0")))),
        Rule("service account twice", (rule, _) => Peer(rule, "source", peer => Set(peer, "serviceAccounts", new JsonObject { ["names"] = new JsonArray("a", "a") }))),
        Rule("selector with global()", (rule, _) => Peer(rule, "source", peer => Set(peer, "selector", "global()"))),
        Rule("selector of 1,025 characters", (rule, _) => Peer(rule, "source", peer => Set(peer, "selector", $"a == '{new string('b', 1018)}'"))),
        Rule("notSelector of 1,025 characters", (rule, _) => Peer(rule, "destination", peer => Set(peer, "notSelector", $"a == '{new string('b', 1018)}'"))),
        Rule("selector that does not parse", (rule, _) => Peer(rule, "source", peer => Set(peer, "selector", "a = 'b'"))),
        Rule("unknown field of a peer", (rule, _) => Peer(rule, "source", peer => Set(peer, "namespace", "shop"))),
        Rule("services without name", (rule, _) => Services(rule, new JsonObject { ["name"] = "", ["namespace"] = "a" }, _ => true)),
        Rule("services with selector", (rule, _) => Services(rule, Service(), peer => Set(peer, "selector", "has(a)"))),
        Rule("services with namespaceSelector", (rule, _) => Services(rule, Service(), peer => Set(peer, "namespaceSelector", "has(a)"))),
        Rule("services with nets", (rule, _) => Services(rule, Service(), peer => Set(peer, "nets", new JsonArray("10.0.0.0/8")))),
        Rule("services with service accounts", (rule, _) => Services(rule, Service(), peer => Set(peer, "serviceAccounts", new JsonObject()))),
        Rule("services with ports", (rule, _) => Set(rule, "protocol", "TCP") && Services(rule, Service(), peer => Set(peer, "ports", new JsonArray(80)))),
        Rule("service of a long name", (rule, _) => Services(rule, new JsonObject { ["name"] = new string('a', 254), ["namespace"] = "a" }, _ => true)),
        Spec("types twice", (spec, _) => Set(spec, "types", new JsonArray("Ingress", "Ingress"))),
        Spec("no types in types", (spec, _) => Set(spec, "types", new JsonArray())),
        Spec("unknown type", (spec, _) => Set(spec, "types", new JsonArray("Both"))),
        Spec("selector with global()", (spec, _) => Set(spec, "selector", "global()")),
        Spec("selector of 1,025 characters", (spec, _) => Set(spec, "selector", $"a == '{new string('b', 1018)}'")),
        Spec("unknown performance hint", (spec, _) => Set(spec, "performanceHints", new JsonArray("Fast"))),
        Spec("1,025 rules", (spec, _) => Set(spec, "ingress", List(1025, _ => new JsonObject { ["action"] = "Deny" }))),
        Spec("unknown field of spec", (spec, random) => Set(spec, random.Next(2) == 0 ? "selectr" : "policyTypes", "all()")),
        Spec("misspelled tier", (spec, _) => Set(spec, "tier", "Security Tier")),
        new("preDNAT with egress", (policy, _) => IsGlobal(policy) && Set(Of(policy), "preDNAT", true) && Set(Of(policy), "applyOnForward", true) && Set(Of(policy), "types", new JsonArray("Ingress")) && Set(Of(policy), "egress", new JsonArray(new JsonObject { ["action"] = "Deny" }))),
        new("preDNAT of type Egress", (policy, _) => IsGlobal(policy) && Set(Of(policy), "preDNAT", true) && Set(Of(policy), "applyOnForward", true) && Set(Of(policy), "types", new JsonArray("Egress")) && (Of(policy).Remove("egress") | true)),
        new("doNotTrack alone", (policy, _) => IsGlobal(policy) && Set(Of(policy), "doNotTrack", true)),
        new("doNotTrack with preDNAT", (policy, _) => IsGlobal(policy) && Set(Of(policy), "doNotTrack", true) && Set(Of(policy), "preDNAT", true) && Set(Of(policy), "applyOnForward", true) && Set(Of(policy), "types", new JsonArray("Ingress")) && (Of(policy).Remove("egress") | true)),
        new("applyOnForward in a namespace", (policy, _) => !IsGlobal(policy) && Set(Of(policy), "applyOnForward", true)),
        new("unknown staged action", (policy, _) => Kind(policy).StartsWith("Staged", StringComparison.Ordinal) && Set(Of(policy), "stagedAction", "Drop")),
        new("key of a label", (policy, _) => Set(policy["metadata"]!, "labels", new JsonObject { ["a b"] = "c" })),
        new("value of a label", (policy, _) => Set(policy["metadata"]!, "labels", new JsonObject { ["a"] = "b c" })),
        new("key of an annotation", (policy, _) => Set(policy["metadata"]!, "annotations", new JsonObject { ["a b"] = "c" })),
        new("annotations of 300 KB", (policy, _) => Set(policy["metadata"]!, "annotations", new JsonObject { ["a"] = new string('b', 300_000) })),
        new("unknown field of metadata", (policy, _) => Set(policy["metadata"]!, "label", new JsonObject { ["a"] = "b" })),
        new("unknown field beside spec", (policy, _) => Set(policy, "specs", new JsonObject())),
    ];

    private static PlantedFault Spec(string name, Func<JsonObject, Random, bool> plant) => new(name, (policy, random) => IsCalico(policy) && plant(Of(policy), random));

    private static PlantedFault Rule(string name, Func<JsonObject, Random, bool> plant) => new(name, (policy, random) =>
    {
        if (!IsCalico(policy)) return false;
        JsonArray?[] lists = [Of(policy)["ingress"] as JsonArray, Of(policy)["egress"] as JsonArray];
        JsonObject[] rules = [.. lists.OfType<JsonArray>().SelectMany(list => list).Select(rule => rule!.AsObject())];
        return rules.Length > 0 && plant(rules[random.Next(rules.Length)], random);
    });

    private static bool IsCalico(JsonObject policy) => (string)policy["apiVersion"]! == "projectcalico.org/v3" && !Kind(policy).Contains("Kubernetes", StringComparison.Ordinal);

    private static bool IsGlobal(JsonObject policy) => Kind(policy).Contains("Global", StringComparison.Ordinal);

    private static string Kind(JsonObject policy) => (string)policy["kind"]!;

    private static JsonObject Of(JsonObject policy) => policy["spec"]!.AsObject();

    private static bool Set(JsonNode target, string field, JsonNode? value)
    {
        target[field] = value;
        return true;
    }

    private static bool Ping(JsonObject rule, JsonObject? icmp)
    {
        (rule["destination"] as JsonObject)?.Remove("ports");
        (rule["source"] as JsonObject)?.Remove("ports");
        return Set(rule, "protocol", "ICMP") && (icmp is null || Set(rule, "icmp", icmp));
    }

    private static bool Http(JsonObject rule, JsonObject http) => Set(rule, "action", "Allow") && Set(rule, "protocol", "TCP") && Set(rule, "http", http);

    private static bool Peer(JsonObject rule, string side, Func<JsonObject, bool> plant)
    {
        var peer = rule[side] as JsonObject ?? [];
        rule[side] = peer;
        return plant(peer);
    }

    private static bool Services(JsonObject rule, JsonObject service, Func<JsonObject, bool> plant)
    {
        rule["destination"] = new JsonObject { ["services"] = service };
        return plant(rule["destination"]!.AsObject());
    }

    private static JsonObject Service() => new() { ["name"] = "a", ["namespace"] = "b" };

    private static JsonArray List(int count, Func<int, JsonNode> item) => new([.. Enumerable.Range(0, count).Select(item)]);
}
