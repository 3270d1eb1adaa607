using System.Text.Json;
using CalicoPolicy.Core.Publishing;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Quarantine;

/// <summary>
/// A pod on record at the policy that quarantines it, so that it is missed when it has gone: a pod that takes its place lacks the label
/// (decision 22). One annotation a pod, so that two who write at once do not undo each other.
/// </summary>
/// <param name="Uid">The pod's uid.</param>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name.</param>
/// <param name="Workload">The workload that made it, e.g. <c>Deployment web</c>.</param>
/// <param name="Note">What is recorded of the quarantine.</param>
internal sealed record QuarantineEntry(string Uid, string Namespace, string Name, string Workload, QuarantineNote Note)
{
    /// <summary>How many a policy may have: with the longest names and reasons they stay well below the 256 KiB of annotations.</summary>
    public const int Most = 100;

    /// <summary>The annotation's key.</summary>
    public string Key => QuarantineRecords.Prefix + Uid;

    /// <summary>The entries of a policy. What is none is left out.</summary>
    public static IEnumerable<QuarantineEntry> Of(LabelMap annotations) =>
        annotations.Where(pair => QuarantineRecords.Has(pair.Key))
            .Select(pair => Read(pair.Key[QuarantineRecords.Prefix.Length..], pair.Value)).OfType<QuarantineEntry>();

    /// <summary>The annotation's value.</summary>
    public string ToText()
    {
        var fields = new Dictionary<string, string> { ["namespace"] = Namespace, ["name"] = Name, ["workload"] = Workload };
        foreach (var (key, value) in Note.ToAnnotations())
        {
            if (value is not null) fields.Add(key, value);
        }

        return JsonSerializer.Serialize(fields);
    }

    private static QuarantineEntry? Read(string uid, string text)
    {
        try
        {
            var fields = JsonSerializer.Deserialize<Dictionary<string, string>>(text);
            return fields is not null && fields.TryGetValue("namespace", out var ns) && fields.TryGetValue("name", out var name)
                ? new(uid, ns, name, fields.GetValueOrDefault("workload") ?? $"Pod {name}", QuarantineNote.Of(LabelMap.Of(fields)))
                : null;
        }
        catch (JsonException)
        {
            // Somebody else wrote it.
            return null;
        }
    }
}
