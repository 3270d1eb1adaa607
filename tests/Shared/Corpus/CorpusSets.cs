using System.Globalization;
using System.Text.Json.Nodes;

namespace CalicoPolicy.Tests.Shared.Corpus;

/// <summary>Tiers and address sets.</summary>
internal static class CorpusSets
{
    public static IEnumerable<JsonObject> Tiers()
    {
        for (var index = 0; index < CorpusWords.Tiers.Length - 1; index++)
        {
            yield return new JsonObject
            {
                ["apiVersion"] = "projectcalico.org/v3",
                ["kind"] = "Tier",
                ["metadata"] = new JsonObject { ["name"] = CorpusWords.Tiers[index] },
                ["spec"] = new JsonObject { ["order"] = 100 * (index + 1), ["defaultAction"] = index == 0 ? "Pass" : "Deny" },
            };
        }
    }

    /// <summary>A set: most are short, one in eight has hundreds of networks.</summary>
    public static JsonObject Set(Random random, int index)
    {
        var isGlobal = random.Chance(60);
        var metadata = new JsonObject { ["name"] = string.Create(CultureInfo.InvariantCulture, $"networks-{index:D5}") };
        if (!isGlobal) metadata["namespace"] = random.Namespace();
        metadata["labels"] = new JsonObject
        {
            ["type"] = "networks",
            ["zone"] = random.Pick(CorpusWords.Zones),
            ["owner"] = random.Pick(CorpusWords.Teams),
        };
        var count = random.Next(8) == 0 ? random.Next(200, 800) : random.Next(2, 40);
        return new JsonObject
        {
            ["apiVersion"] = "projectcalico.org/v3",
            ["kind"] = isGlobal ? "GlobalNetworkSet" : "NetworkSet",
            ["metadata"] = metadata,
            ["spec"] = new JsonObject { ["nets"] = CorpusAddresses.Networks(random, count, isIPv6: random.Chance(15)) },
        };
    }
}
