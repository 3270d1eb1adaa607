using System.Collections;
using System.Globalization;
using System.Management.Automation;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Parameters;

/// <summary>Makes a named port of what was given at the prompt. Whether Calico takes it is for validation to say.</summary>
internal static class EndpointPortArgument
{
    private static readonly string[] Keys = ["Name", "Protocol", "Port"];

    /// <exception cref="ArgumentTransformationMetadataException">The text is not of the form <c>name:TCP:8080</c>.</exception>
    public static EndpointPort FromText(string text) =>
        text.Split(':') is [var name, var protocol, var port] ? Make(name, protocol, port, text) : throw Refusal(text);

    /// <exception cref="ArgumentTransformationMetadataException">The table has another key than those three, or lacks one.</exception>
    public static EndpointPort FromTable(IDictionary table)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in table)
        {
            var key = LabelArgument.ToText(entry.Key);
            if (!Keys.Contains(key, StringComparer.OrdinalIgnoreCase))
                throw new ArgumentTransformationMetadataException($"A port has no '{key}'. Use: {string.Join(", ", Keys)}.");
            values.Add(key, LabelArgument.ToText(entry.Value));
        }

        foreach (var key in Keys.Where(key => !values.ContainsKey(key)))
            throw new ArgumentTransformationMetadataException($"The port has no {key}. Give all of {string.Join(", ", Keys)}.");
        return Make(values["Name"], values["Protocol"], values["Port"], values["Port"]);
    }

    public static ArgumentTransformationMetadataException Refusal(string text) =>
        new($"'{text}' is no port of an endpoint. Write name:protocol:number, such as metrics:TCP:9100, or @{{ Name = 'metrics'; Protocol = 'TCP'; Port = 9100 }}.");

    private static EndpointPort Make(string name, string protocol, string port, string text) => new()
    {
        Name = name.Length > 0 ? name : throw Refusal(text),
        Protocol = protocol.Length > 0 ? ProtocolArgument.ToProtocol(protocol) : throw Refusal(text),
        Port = long.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Refusal(text),
    };
}
