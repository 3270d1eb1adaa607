namespace CalicoPolicy.Tests.Shared.Corpus;

/// <summary>Selectors of the shapes that people write.</summary>
internal static class CorpusSelectors
{
    /// <summary>A selector over workloads.</summary>
    public static string Workloads(Random random) => random.Next(14) switch
    {
        0 or 1 or 2 => $"app == '{random.Pick(CorpusWords.Apps)}'",
        3 or 4 => $"app == '{random.Pick(CorpusWords.Apps)}' && role == \"{random.Pick(CorpusWords.Apps)}\"",
        5 => $"app in {{'{random.Pick(CorpusWords.Apps)}', '{random.Pick(CorpusWords.Apps)}', '{random.Pick(CorpusWords.Apps)}'}}",
        6 => $"has(team) && team == '{random.Pick(CorpusWords.Teams)}'",
        7 => $"app == '{random.Pick(CorpusWords.Apps)}' || app == '{random.Pick(CorpusWords.Apps)}'",
        8 => $"!has(quarantine) && zone != '{random.Pick(CorpusWords.Zones)}'",
        9 => $"app.kubernetes.io/name starts with \"{random.Pick(CorpusWords.Apps)[..2]}\"",
        10 => $"zone not in {{\"{random.Pick(CorpusWords.Zones)}\", \"{random.Pick(CorpusWords.Zones)}\"}}",
        11 => $"(app == '{random.Pick(CorpusWords.Apps)}' && has(role)) || (team == '{random.Pick(CorpusWords.Teams)}' && !(role contains 'debug'))",
        12 => $"projectcalico.org/orchestrator == 'k8s' && app.kubernetes.io/part-of in {{ \"{random.Pick(CorpusWords.Teams)}\" }}",
        _ => $"app=='{random.Pick(CorpusWords.Apps)}'&&env==\"{random.Pick(CorpusWords.Environments)}\"",
    };

    /// <summary>A selector over namespaces.</summary>
    public static string Namespaces(Random random) => random.Next(4) switch
    {
        0 => $"projectcalico.org/name == '{random.Namespace()}'",
        1 => $"team == '{random.Pick(CorpusWords.Teams)}'",
        2 => $"env in {{'{random.Pick(CorpusWords.Environments)}', '{random.Pick(CorpusWords.Environments)}'}}",
        _ => $"has(projectcalico.org/name) && projectcalico.org/name not in {{\"kube-system\", \"calico-system\"}}",
    };

    /// <summary>A selector that address sets match.</summary>
    public static string Sets(Random random) => $"zone == '{random.Pick(CorpusWords.Zones)}' && type == 'networks'";
}
