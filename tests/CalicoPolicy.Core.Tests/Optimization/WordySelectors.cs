using CalicoPolicy.Core.Tests.Evaluation.Reference;

namespace CalicoPolicy.Core.Tests.Optimization;

/// <summary>Selectors that say more than they need to, over the labels of random clusters.</summary>
internal sealed class WordySelectors(Dice dice)
{
    private static readonly string[] Values = ["web", "db", "a", "b", "prod", "dev"];

    /// <summary>Over the labels of endpoints and sets.</summary>
    public string OfEndpoints() => Of(["app", "app", "net", "side", "projectcalico.org/namespace", "projectcalico.org/orchestrator"]);

    /// <summary>Over the labels of namespaces.</summary>
    public string OfNamespaces() => Of(["env", "team", "projectcalico.org/name"]);

    /// <summary>Over the labels of service accounts.</summary>
    public string OfAccounts() => Of(["role", "projectcalico.org/name"]);

    private string Of(string[] keys)
    {
        var (one, other, third) = (Test(keys), Test(keys), Test(keys));
        var (key, value) = (dice.One(keys), dice.One(Values));
        return dice.Below(18) switch
        {
            0 => $"{key} == '{value}' || {key} == '{dice.One(Values)}'",
            1 => $"{key}=='{value}'||{key} in {{'{dice.One(Values)}'}}||{one}",
            2 => $"!({one})",
            3 => $"!({one} || {other})",
            4 => $"!({one} && !({other}))",
            5 => $"has({key}) && {key} == '{value}'",
            6 => $"has({key}) || {key} == '{value}'",
            7 => $"({one} && {other}) || ({one} && {third})",
            8 => $"({one} || {other}) && ({other} || {one})",
            9 => $"{one} && ({other} && {third})",
            10 => $"{one} && {one}",
            11 => $"all() && {one}",
            12 => $"{one} && {key} not in {{}}",
            13 => $"{one} && {key} != 'all()'",
            14 => $"{key} in {{'{value}'}}",
            15 => $"({one}) && ({one} || {other})",
            16 => $"{one} || all( )",
            _ => $"{one} && {other} && {third}",
        };
    }

    private string Test(string[] keys)
    {
        var (key, value) = (dice.One(keys), dice.One(Values));
        return dice.Below(8) switch
        {
            0 => $"has({key})",
            1 => $"!has({key})",
            2 => $"{key} != '{value}'",
            3 => $"{key} in {{'{value}', '{dice.One(Values)}'}}",
            4 => $"{key} not in {{'{value}', '{dice.One(Values)}'}}",
            5 => $"{key} {dice.One("contains", "starts with", "ends with")} '{value[..1]}'",
            _ => $"{key} == '{value}'",
        };
    }
}
