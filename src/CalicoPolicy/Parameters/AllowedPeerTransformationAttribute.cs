using System.Collections;
using System.Management.Automation;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Parameters;

/// <summary>Lets peers be given as addresses or blocks, as selectors, as hashtables with the parameters of New-PolicyPeer, or as objects.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class AllowedPeerTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => Bare(inputData) switch
    {
        null => null,
        string or IDictionary or PolicyPeer => new[] { One(inputData) },
        IEnumerable several => several.Cast<object?>().Select(One).ToArray(),
        _ => new[] { One(inputData) },
    };

    private static PolicyPeer One(object? value) => Bare(value) switch
    {
        PolicyPeer peer => peer,
        string text when Cidr.TryParse(text, out var block) => new PolicyPeer { Nets = [block.ToString()] },
        string text when IsMeantAsAddress(text) => throw new ArgumentTransformationMetadataException($"'{text}' is neither an address nor a block: write one such as 10.9.0.7, 10.9.0.0/24 or 2001:db8::/64."),
        string text => PeerArgument.FromSelector(text),
        IDictionary table => PeerArgument.FromTable(table),
        var other => throw new ArgumentTransformationMetadataException($"'{LabelArgument.ToText(other)}' is no peer. Give an address, a block, a selector, or what New-PolicyPeer makes."),
    };

    /// <summary>Whether a text has what addresses consist of and nothing else; no selector is made of that.</summary>
    private static bool IsMeantAsAddress(string text) =>
        text.Any(char.IsAsciiDigit) && text.Any(character => character is '.' or ':' or '/') && text.All(character => char.IsAsciiHexDigit(character) || character is '.' or ':' or '/');

    private static object? Bare(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
