namespace CalicoPolicy.Tests.Help;

/// <summary>A parameter as a page of docs/cmdlets describes it.</summary>
internal sealed record HelpParameter(
    string Name, string Description, string Type, bool SupportsWildcards, IReadOnlyList<string> Aliases, IReadOnlyList<string> AcceptedValues,
    IReadOnlyList<HelpParameterSet> Sets)
{
    /// <summary>What the page says of the parameter in a parameter set; null where it is not in it.</summary>
    public HelpParameterSet? In(string set) => Sets.SingleOrDefault(entry => entry.Name == set) ?? Sets.SingleOrDefault(entry => entry.Name == "(All)");
}
