namespace CalicoPolicy.Core.Tests.Evaluation.Reference;

/// <summary>Selectors over the few labels that random clusters have, with Calico's own labels and the odd spelling.</summary>
internal sealed class RandomSelectors(Dice dice)
{
    /// <summary>Over the labels of endpoints and sets.</summary>
    public string OfEndpoints() => Of(
        ["app", "app", "net", "side", "projectcalico.org/namespace", "projectcalico.org/orchestrator", "projectcalico.org/serviceaccount", "pcns.env", "pcsa.role"],
        ["web", "db", "a", "b", "prod", "dev", "k8s", "default"]);

    /// <summary>Over the labels of namespaces.</summary>
    public string OfNamespaces() => Of(["env", "team", "projectcalico.org/name", "kubernetes.io/metadata.name"], ["a", "b", "prod", "dev"]);

    /// <summary>Over the labels of service accounts.</summary>
    public string OfAccounts() => Of(["role", "role", "projectcalico.org/name"], ["a", "b", "web", "default"]);

    private string Of(string[] keys, string[] values) => dice.Below(9) switch
    {
        0 => "all()",
        1 when dice.OneIn(2) => dice.One("all( )", "!all()", "!!all()"),
        2 => $"!({Test(keys, values)})",
        3 => $"{Test(keys, values)} && {Test(keys, values)}",
        4 => $"{Test(keys, values)} || {Test(keys, values)}",
        5 => $"({Test(keys, values)} || all()) && !{Test(keys, values)}",
        _ => Test(keys, values),
    };

    private string Test(string[] keys, string[] values)
    {
        var (key, value) = (dice.One(keys), dice.One(values));
        return dice.Below(9) switch
        {
            0 => $"has({key})",
            1 => $"!has({key})",
            2 => $"{key} != '{value}'",
            3 => $"{key} in {{'{value}', '{dice.One(values)}'}}",
            4 => $"{key} not in {{'{value}'}}",
            5 => $"{key} {dice.One("contains", "starts with", "ends with")} '{value[..1]}'",
            _ => $"{key} == '{value}'",
        };
    }
}
