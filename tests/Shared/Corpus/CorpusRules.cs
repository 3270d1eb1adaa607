using System.Text.Json.Nodes;

namespace CalicoPolicy.Tests.Shared.Corpus;

/// <summary>The rules of policies.</summary>
internal static class CorpusRules
{
    /// <summary>The rules of one direction of a Calico policy.</summary>
    public static JsonArray Rules(Random random, int count, bool isIngress)
    {
        var rules = new JsonArray();
        for (var index = 0; index < count; index++) rules.Add(Rule(random, isIngress, isLast: index == count - 1));
        return rules;
    }

    /// <summary>From 1 to 6 rules of a Kubernetes policy.</summary>
    /// <param name="random">Which.</param>
    /// <param name="peers">The name of the list of peers: <c>from</c> or <c>to</c>.</param>
    public static JsonArray KubernetesRules(Random random, string peers)
    {
        var rules = new JsonArray();
        for (var count = random.Next(1, 7); count > 0; count--)
        {
            var ports = new JsonArray();
            for (var port = random.Next(1, 4); port > 0; port--)
                ports.Add(new JsonObject { ["protocol"] = random.Chance(85) ? "TCP" : "UDP", ["port"] = random.Chance(90) ? random.Next(1, 65536) : "http" });
            rules.Add(new JsonObject { ["ports"] = ports, [peers] = new JsonArray(KubernetesPeer(random)) });
        }

        return rules;
    }

    public static JsonObject LabelSelector(Random random)
    {
        var selector = new JsonObject { ["matchLabels"] = new JsonObject { ["app"] = random.Pick(CorpusWords.Apps) } };
        if (random.Chance(20))
        {
            selector["matchExpressions"] = new JsonArray(
                new JsonObject { ["key"] = "team", ["operator"] = "In", ["values"] = new JsonArray(random.Pick(CorpusWords.Teams), random.Pick(CorpusWords.Teams)) });
        }

        return selector;
    }

    private static JsonObject KubernetesPeer(Random random) => random.Next(3) switch
    {
        0 => new JsonObject { ["ipBlock"] = new JsonObject { ["cidr"] = CorpusAddresses.Networks(random, 1)[0]!.DeepClone() } },
        1 => new JsonObject { ["podSelector"] = LabelSelector(random) },
        _ => new JsonObject
        {
            ["namespaceSelector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["kubernetes.io/metadata.name"] = random.Namespace() } },
            ["podSelector"] = LabelSelector(random),
        },
    };

    private static JsonObject Rule(Random random, bool isIngress, bool isLast)
    {
        if (isLast && random.Chance(30)) return new JsonObject { ["action"] = random.Chance(70) ? "Deny" : "Pass" };
        var rule = new JsonObject { ["action"] = random.Chance(85) ? "Allow" : random.Chance(50) ? "Deny" : "Log" };
        var protocol = random.Next(20) switch { 0 => "ICMP", < 4 => "UDP", _ => "TCP" };
        rule["protocol"] = protocol;
        if (protocol == "ICMP") rule["icmp"] = new JsonObject { ["type"] = 8 };
        if (random.Chance(8)) rule["metadata"] = new JsonObject { ["annotations"] = new JsonObject { ["ticket"] = "NET-" + random.Next(1000, 9999) } };

        var source = isIngress ? Peer(random) : new JsonObject();
        var destination = isIngress ? new JsonObject() : Peer(random);
        if (random.Chance(3)) (isIngress ? destination : source)["selector"] = CorpusSelectors.Workloads(random);
        if (protocol != "ICMP") destination["ports"] = CorpusAddresses.Ports(random);
        if (source.Count > 0) rule["source"] = source;
        if (destination.Count > 0) rule["destination"] = destination;
        return rule;
    }

    private static JsonObject Peer(Random random)
    {
        var peer = new JsonObject();
        switch (random.Next(10))
        {
            case 0 or 1:
                peer["nets"] = CorpusAddresses.Networks(random, random.Next(1, 8));
                break;
            case 2:
                peer["selector"] = CorpusSelectors.Sets(random);
                peer["namespaceSelector"] = "global()";
                break;
            case 3 or 4:
                peer["selector"] = CorpusSelectors.Workloads(random);
                peer["namespaceSelector"] = CorpusSelectors.Namespaces(random);
                break;
            case 5:
                peer["namespaceSelector"] = CorpusSelectors.Namespaces(random);
                peer["serviceAccounts"] = new JsonObject { ["names"] = new JsonArray([.. ((string[])[random.Pick(CorpusWords.Apps), random.Pick(CorpusWords.Apps)]).Distinct().Select(name => JsonValue.Create(name))]) };
                break;
            default:
                peer["selector"] = CorpusSelectors.Workloads(random);
                if (random.Chance(10)) peer["notNets"] = CorpusAddresses.Networks(random, 2);
                break;
        }

        return peer;
    }
}
