using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Evaluation.Reference;

/// <summary>
/// The labels by which things are selected: their own first, then those of each profile (calico-dataplane.md 1.4, 1.6). Labels of a
/// namespace, service account or profile that is not among the objects of an incomplete cluster may be anything.
/// </summary>
internal sealed class Labelling(IReadOnlyList<Resource> resources, bool isComplete)
{
    /// <summary>What a label that nobody knows may be: not there, one of the values that random clusters use, or another.</summary>
    private static readonly string?[] Values = [null, "a", "b", "web", "db", "unheard-of"];

    private readonly string[] _namespaces =
        [.. resources.OfType<Namespace>().Select(ns => ns.Name).Concat(resources.OfType<Pod>().Select(pod => pod.Namespace!)).Append("elsewhere").Distinct()];

    public string? Find(Party party, string key, World world)
    {
        if (party.Kind == PartyKind.Unknown) return OfUnknown(party, key, world);
        return party.Labels.TryGetValue(key, out var own) ? own : party.Profiles.Select(profile => OfProfile(profile, key, world)).FirstOrDefault(value => value is not null);
    }

    private string? OfProfile(string profile, string key, World world)
    {
        if (profile.StartsWith("kns.", StringComparison.Ordinal)) return OfNamespace(profile["kns.".Length..], key, world);
        if (profile.StartsWith("ksa.", StringComparison.Ordinal) && profile.Split('.', 3) is [_, var ns, var name]) return OfAccount(ns, name, key, world);
        if (profile == "projectcalico-default-allow") return null;
        return resources.OfType<Profile>().FirstOrDefault(known => known.Name == profile) is { } known
            ? known.LabelsToApply.TryGetValue(key, out var value) ? value : null
            : Unknown((profile, key), world);
    }

    private string? OfNamespace(string ns, string key, World world)
    {
        if (!key.StartsWith("pcns.", StringComparison.Ordinal)) return null;
        var label = key["pcns.".Length..];
        if (label is "projectcalico.org/name" or "kubernetes.io/metadata.name") return ns;
        return resources.OfType<Namespace>().FirstOrDefault(known => known.Name == ns) is { } known
            ? known.Labels.TryGetValue(label, out var value) ? value : null
            : Unknown(("namespace", ns, label), world);
    }

    private string? OfAccount(string ns, string name, string key, World world)
    {
        if (!key.StartsWith("pcsa.", StringComparison.Ordinal)) return null;
        var label = key["pcsa.".Length..];
        if (label == "projectcalico.org/name") return name;
        return resources.OfType<ServiceAccount>().FirstOrDefault(known => known.Name == name && (known.Namespace ?? "default") == ns) is { } known
            ? known.Labels.TryGetValue(label, out var value) ? value : null
            : Unknown(("account", ns, name, label), world);
    }

    private string? Unknown(object question, World world) => isComplete ? null : world.Pick(question, Values);

    // A pod of some namespace, or a host.
    private string? OfUnknown(Party party, string key, World world)
    {
        var ns = world.Pick((party, "namespace"), [null, .. _namespaces]);
        if (key == "projectcalico.org/namespace") return ns;
        if (key == "projectcalico.org/orchestrator") return ns is null ? null : "k8s";
        if (key == "projectcalico.org/serviceaccount") return ns is null ? null : AccountOf(party, world);
        if (key.StartsWith("pcns.", StringComparison.Ordinal)) return ns is null ? null : OfNamespace(ns, key, world);
        if (key.StartsWith("pcsa.", StringComparison.Ordinal)) return ns is null ? null : OfAccount(ns, AccountOf(party, world), key, world);
        return world.Pick((party, key), Values);
    }

    private static string AccountOf(Party party, World world) => world.Pick((party, "account"), ["default", "web", "db"]);
}
