using System.Management.Automation;

namespace CalicoPolicy.Tests.Engine;

/// <summary>The cmdlets as the engine sees them in the built module.</summary>
internal static class ModuleSurface
{
    private static readonly Lazy<IReadOnlyList<CmdletInfo>> LazyCmdlets = new(Load);

    /// <summary>The exported cmdlets, by name.</summary>
    public static IReadOnlyList<CmdletInfo> Cmdlets => LazyCmdlets.Value;

    /// <summary>A row for each cmdlet, for theories.</summary>
    public static TheoryData<string> Names() => [.. Cmdlets.Select(cmdlet => cmdlet.Name)];

    public static CmdletInfo Cmdlet(string name) => Cmdlets.Single(cmdlet => cmdlet.Name == name);

    /// <summary>The parameters of a set without those that all cmdlets have.</summary>
    public static IReadOnlyList<CommandParameterInfo> OwnParameters(CommandParameterSetInfo set) =>
        [.. set.Parameters.Where(parameter => !PSCmdlet.CommonParameters.Contains(parameter.Name))];

    /// <summary>The names of a cmdlet's parameters without those that all cmdlets have, in ordinal order.</summary>
    public static IReadOnlyList<string> ParameterNames(CmdletInfo cmdlet) =>
        [.. cmdlet.ParameterSets.SelectMany(OwnParameters).Select(parameter => parameter.Name).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>A type's name as help writes it.</summary>
    public static string NameOf(Type type) => Nullable.GetUnderlyingType(type) is { } value
        ? $"System.Nullable`1[{value.FullName}]"
        : type.FullName!;

    /// <summary>The words that a parameter takes; empty where any text or number will do.</summary>
    public static IReadOnlyList<string> AcceptedValues(CommandParameterInfo parameter)
    {
        var type = parameter.ParameterType.GetElementType() ?? Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        if (type.IsEnum) return Enum.GetNames(type);
        return parameter.Attributes.OfType<ValidateSetAttribute>().SingleOrDefault()?.ValidValues.ToArray() ?? [];
    }

    private static IReadOnlyList<CmdletInfo> Load()
    {
        using var engine = new PolicyEngine();
        return
        [
            .. engine.Output("Get-Command -Module CalicoPolicy")
                .Select(command => command.BaseObject)
                .OfType<CmdletInfo>()
                .OrderBy(cmdlet => cmdlet.Name, StringComparer.Ordinal),
        ];
    }
}
