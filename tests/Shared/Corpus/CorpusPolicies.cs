using System.Globalization;
using System.Text.Json.Nodes;

namespace CalicoPolicy.Tests.Shared.Corpus;

/// <summary>Policies of every kind, valid in open-source Calico but for what people overlook.</summary>
internal static class CorpusPolicies
{
    public static JsonObject Policy(Random random, int index) => random.Next(100) switch
    {
        < 50 => Tiered(random, index, "NetworkPolicy"),
        < 70 => Tiered(random, index, "GlobalNetworkPolicy"),
        < 80 => Tiered(random, index, "StagedNetworkPolicy"),
        < 84 => Tiered(random, index, "StagedGlobalNetworkPolicy"),
        < 98 => Kubernetes(random, index, isStaged: false),
        _ => Kubernetes(random, index, isStaged: true),
    };

    // From 3 to 12 rules, in one direction or both.
    private static JsonObject Tiered(Random random, int index, string kind)
    {
        var isGlobal = kind.Contains("Global", StringComparison.Ordinal);
        var tier = random.Pick(CorpusWords.Tiers);
        var spec = new JsonObject { ["tier"] = tier };
        if (random.Chance(90)) spec["order"] = random.Chance(20) ? random.Next(1000) + 0.5 : random.Next(1, 10_000);
        spec["selector"] = isGlobal && random.Chance(10) ? "all()" : CorpusSelectors.Workloads(random);
        if (isGlobal && random.Chance(40)) spec["namespaceSelector"] = CorpusSelectors.Namespaces(random);
        if (random.Chance(5)) spec["serviceAccountSelector"] = $"projectcalico.org/name == '{random.Pick(CorpusWords.Apps)}'";
        var rules = random.Next(3, 13);
        var inward = random.Next(5) switch { 0 => 0, < 3 => rules, _ => random.Next(1, rules) };
        var ingress = inward == 0 ? null : CorpusRules.Rules(random, inward, isIngress: true);
        var egress = inward == rules ? null : CorpusRules.Rules(random, rules - inward, isIngress: false);
        spec["types"] = ingress is null ? new JsonArray("Egress") : egress is null ? new JsonArray("Ingress") : new JsonArray("Ingress", "Egress");
        if (ingress is not null) spec["ingress"] = ingress;
        if (egress is not null) spec["egress"] = egress;
        if (kind.StartsWith("Staged", StringComparison.Ordinal)) spec["stagedAction"] = "Set";

        var name = string.Create(CultureInfo.InvariantCulture, $"{random.Pick(CorpusWords.Apps)}-{index:D5}");
        return Object("projectcalico.org/v3", kind, tier == "default" ? name : $"{tier}.{name}", isGlobal ? null : random.Namespace(), random, spec);
    }

    private static JsonObject Kubernetes(Random random, int index, bool isStaged)
    {
        var spec = new JsonObject { ["podSelector"] = CorpusRules.LabelSelector(random), ["policyTypes"] = new JsonArray("Ingress", "Egress") };
        spec["ingress"] = CorpusRules.KubernetesRules(random, "from");
        spec["egress"] = CorpusRules.KubernetesRules(random, "to");
        if (isStaged) spec["stagedAction"] = "Set";
        var name = string.Create(CultureInfo.InvariantCulture, $"{random.Pick(CorpusWords.Apps)}-{index:D5}");
        return isStaged
            ? Object("projectcalico.org/v3", "StagedKubernetesNetworkPolicy", name, random.Namespace(), random, spec)
            : Object("networking.k8s.io/v1", "NetworkPolicy", name, random.Namespace(), random, spec);
    }

    private static JsonObject Object(string apiVersion, string kind, string name, string? @namespace, Random random, JsonObject spec)
    {
        var metadata = new JsonObject { ["name"] = name };
        if (@namespace is not null) metadata["namespace"] = @namespace;
        if (random.Chance(60))
            metadata["labels"] = new JsonObject { ["team"] = random.Pick(CorpusWords.Teams), ["app.kubernetes.io/managed-by"] = "gitops", ["release"] = "2024.10" };
        if (random.Chance(20))
        {
            metadata["annotations"] = new JsonObject
            {
                ["example.com/owner"] = random.Pick(CorpusWords.Teams) + "@example.com",
                ["example.com/why"] = "Asked for by " + random.Pick(CorpusWords.Teams) + ".\nReviewed: yes.\n",
            };
        }

        return new JsonObject { ["apiVersion"] = apiVersion, ["kind"] = kind, ["metadata"] = metadata, ["spec"] = spec };
    }
}
