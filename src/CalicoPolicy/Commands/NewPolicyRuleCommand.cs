using System.Collections;
using System.Management.Automation;
using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Parameters;

namespace CalicoPolicy.Commands;

/// <summary>Makes a rule.</summary>
[Cmdlet(VerbsCommon.New, "PolicyRule")]
[OutputType(typeof(PolicyRule))]
public sealed class NewPolicyRuleCommand : BuilderCmdlet
{
    /// <summary>What the rule does.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public RuleAction Action { get; set; }

    /// <summary>The protocol, by name or number.</summary>
    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(ProtocolCompleter))]
    public string? Protocol { get; set; }

    /// <summary>The protocol that may not match.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ProtocolCompleter))]
    public string? NotProtocol { get; set; }

    /// <summary>Where the packet comes from: a peer, a hashtable with the parameters of New-PolicyPeer, or a selector.</summary>
    [Parameter]
    [PolicyPeerTransformation]
    [ArgumentCompleter(typeof(SelectorCompleter))]
    public PolicyPeer? Source { get; set; }

    /// <summary>Where the packet goes: a peer, a hashtable with the parameters of New-PolicyPeer, or a selector.</summary>
    [Parameter]
    [PolicyPeerTransformation]
    [ArgumentCompleter(typeof(SelectorCompleter))]
    public PolicyPeer? Destination { get; set; }

    /// <summary>The ICMP type.</summary>
    [Parameter]
    [ValidateRange(0, 254)]
    public int? IcmpType { get; set; }

    /// <summary>The ICMP code; needs a type.</summary>
    [Parameter]
    [ValidateRange(0, 255)]
    public int? IcmpCode { get; set; }

    /// <summary>The IP version.</summary>
    [Parameter]
    [ValidateSet("4", "6")]
    public string? IPVersion { get; set; }

    /// <summary>HTTP methods, one of which must match.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(HttpMethodCompleter))]
    [WithoutNulls]
    public string[] HttpMethod { get; set; } = [];

    /// <summary>HTTP paths, one of which must match; one that ends in <c>*</c> is a prefix.</summary>
    [Parameter]
    [WithoutNulls]
    public string[] HttpPath { get; set; } = [];

    /// <summary>Notes on the rule, which appear as comments in the dataplane.</summary>
    [Parameter]
    public IDictionary? Annotation { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var rule = ToRule();
        WritePart(rule, RuleChecking.FaultsOf(rule));
    }

    private PolicyRule ToRule() => new()
    {
        Action = new PolicyAction(Action.ToString()),
        Protocol = ProtocolArgument.ToProtocol(Protocol),
        NotProtocol = ProtocolArgument.ToProtocol(NotProtocol),
        Source = Source ?? PolicyPeer.None,
        Destination = Destination ?? PolicyPeer.None,
        Icmp = IcmpType is null && IcmpCode is null ? null : new IcmpMatch { Type = IcmpType, Code = IcmpCode },
        IPVersion = IPVersion switch { "4" => 4, "6" => 6, _ => null },
        Http = HttpMethod.Length == 0 && HttpPath.Length == 0
            ? null
            : new HttpMatch { Methods = ValueList.Of(HttpMethod), Paths = [.. HttpPath.Select(ToPath)] },
        Metadata = Annotation is null ? null : new RuleMetadata { Annotations = LabelArgument.ToLabels(Annotation) },
    };

    private static Core.Resources.HttpPath ToPath(string text) => text.EndsWith('*')
        ? new() { Prefix = text[..^1] }
        : new() { Exact = text };
}
