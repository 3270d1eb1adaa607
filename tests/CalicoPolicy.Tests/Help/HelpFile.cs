using System.Xml.Linq;
using CalicoPolicy.Tests.Shared;

namespace CalicoPolicy.Tests.Help;

/// <summary>What the help file in en-US, which Get-Help reads, holds for one cmdlet.</summary>
internal sealed class HelpFile
{
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";
    private static readonly Lazy<IReadOnlyDictionary<string, XElement>> Commands = new(Load);

    private readonly XElement _command;

    private HelpFile(XElement command) => _command = command;

    /// <summary>The file, as it is committed.</summary>
    public static string Place { get; } = Repository.Path("en-US", "CalicoPolicy.dll-Help.xml");

    public static IEnumerable<string> Cmdlets => Commands.Value.Keys;

    public string Synopsis => Text(_command.Element(Command + "details")!.Element(Maml + "description"));

    public string Description => Text(_command.Element(Maml + "description"));

    public string Notes => Text(_command.Element(Maml + "alertSet"));

    /// <summary>The examples: title, command as Get-Help gives it to be copied, and what is said of it.</summary>
    public IEnumerable<(string Title, string Code, string Text)> Examples => _command.Descendants(Command + "example").Select(example => (
        example.Element(Maml + "title")!.Value.Trim('-', ' '), example.Element(Dev + "code")!.Value,
        $"{Text(example.Element(Maml + "introduction"))} {Text(example.Element(Dev + "remarks"))}"));

    public IReadOnlyDictionary<string, string> Parameters => AllParameters.ToDictionary(Name, parameter => Text(parameter.Element(Maml + "description")), StringComparer.Ordinal);

    public IEnumerable<(string Type, string Text)> Inputs => Types("inputType");

    public IEnumerable<(string Type, string Text)> Outputs => Types("returnValue");

    public IEnumerable<(string Name, string Address)> Links =>
        _command.Descendants(Maml + "navigationLink").Select(link => (link.Element(Maml + "linkText")!.Value, link.Element(Maml + "uri")!.Value));

    /// <summary>The parameters of each syntax: name, whether required, position.</summary>
    public IReadOnlyList<string> Syntax =>
    [
        .. _command.Descendants(Command + "syntaxItem").Select(item => string.Join(' ', item.Elements(Command + "parameter").Select(parameter =>
            $"{Name(parameter)}:{parameter.Attribute("required")!.Value}:{parameter.Attribute("position")!.Value}").Order(StringComparer.Ordinal))),
    ];

    private IEnumerable<XElement> AllParameters => _command.Element(Command + "parameters")!.Elements(Command + "parameter");

    public static HelpFile Of(string cmdlet) => new(Commands.Value[cmdlet]);

    /// <summary>A parameter in one line: type, whether required, pipeline input, position, wildcards, aliases.</summary>
    public string Facts(string parameter)
    {
        var element = AllParameters.Single(other => Name(other) == parameter);
        string Attribute(string name) => element.Attribute(name)!.Value;
        var type = element.Element(Dev + "type")!.Element(Maml + "name")!.Value;
        return $"{type}, required {Attribute("required")}, pipeline {Attribute("pipelineInput")}, position {Attribute("position").ToLowerInvariant()}, wildcards {Attribute("globbing")}, aliases {Attribute("aliases")}";
    }

    private IEnumerable<(string Type, string Text)> Types(string element) => _command.Descendants(Command + element)
        .Select(entry => (entry.Element(Dev + "type")!.Element(Maml + "name")!.Value, Text(entry.Element(Maml + "description"))));

    private static string Name(XElement parameter) => parameter.Element(Maml + "name")!.Value;

    private static string Text(XElement? element) => HelpText.Normalised(element is null ? string.Empty : string.Join(' ', element.Descendants(Maml + "para").Select(para => para.Value)));

    private static IReadOnlyDictionary<string, XElement> Load() => XDocument.Load(Place).Root!.Elements(Command + "command")
        .ToDictionary(command => command.Element(Command + "details")!.Element(Command + "name")!.Value, StringComparer.Ordinal);
}
