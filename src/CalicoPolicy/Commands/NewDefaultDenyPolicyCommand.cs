using System.Management.Automation;
using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Connectivity;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Parameters;

namespace CalicoPolicy.Commands;

/// <summary>Makes a policy that denies to pods what no other policy allows.</summary>
[Cmdlet(VerbsCommon.New, "DefaultDenyPolicy", DefaultParameterSetName = "Global")]
[OutputType(typeof(StagedGlobalNetworkPolicy), typeof(GlobalNetworkPolicy), typeof(StagedNetworkPolicy), typeof(NetworkPolicy))]
public sealed class NewDefaultDenyPolicyCommand : BuilderCmdlet
{
    /// <summary>The namespace whose pods are selected; without it a global policy selects those of all but excluded namespaces.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Namespace")]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    public string? Namespace { get; set; }

    /// <summary>Namespaces to leave out besides those of the system; a star at the start or end stands for any text.</summary>
    [Parameter(ParameterSetName = "Global")]
    [ValidateNamespacePattern]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    [WithoutNulls]
    public string[] ExcludeNamespace { get; set; } = [];

    /// <summary>The policy's name.</summary>
    [Parameter]
    public string Name { get; set; } = DefaultDeny.DefaultName;

    /// <summary>Where the pods ask for names.</summary>
    [Parameter]
    public DnsMode DnsMode { get; set; } = DnsMode.KubeDns;

    /// <summary>The addresses of the cluster's DNS service, for the mode NodeLocal.</summary>
    [Parameter]
    [ValidateAddress]
    [WithoutNulls]
    public string[] DnsIP { get; set; } = [];

    /// <summary>The place in the tier, lower first; last where none is given.</summary>
    [Parameter]
    [ValidateFinite]
    public double? Order { get; set; }

    /// <summary>Makes the enforced kind instead of the staged one.</summary>
    [Parameter]
    public SwitchParameter Enforced { get; set; }

    /// <summary>The snapshot of the cluster that the policy is for, or the path of files to make one of.</summary>
    [Parameter]
    [ValidateNotNull]
    public object? Snapshot { get; set; }

    /// <inheritdoc />
    private protected override object? SnapshotSource => Snapshot;

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var isModeGiven = MyInvocation.BoundParameters.ContainsKey(nameof(DnsMode));
        if (DnsIP.Length > 0 ? DnsMode != DnsMode.NodeLocal && (isModeGiven || Snapshot is null) : DnsMode == DnsMode.NodeLocal && Snapshot is null)
        {
            ThrowError(
                "DnsAddressMismatch",
                new PSArgumentException(DnsIP.Length == 0
                    ? "NodeLocal DNSCache also answers under the address of the cluster's DNS service, which is needed."
                    : $"The mode {DnsMode} takes no DNS address: policy sees the DNS pods behind it."),
                ErrorCategory.InvalidArgument,
                DnsMode,
                DnsIP.Length == 0 ? "Give -DnsIP: kubectl -n kube-system get service kube-dns" : "Leave out -DnsIP, or use -DnsMode NodeLocal.");
        }

        var wanted = new DefaultDeny
        {
            Name = Name,
            Namespace = Namespace,
            ExcludedNamespaces = [.. ExcludeNamespace.Select(Pattern)],
            DnsMode = DnsMode,
            DnsAddresses = DnsIP,
            IsEnforced = Enforced,
            Order = Order,
        };
        if (Snapshot is null)
        {
            WriteResource(wanted.ToPolicy());
            return;
        }

        foreach (var snapshot in Snapshots([], [])) Write(DefaultDenyFitting.Fit(wanted, isModeGiven, snapshot));
    }

    private void Write(FittedDefaultDeny fitted)
    {
        foreach (var warning in fitted.Warnings) WriteWarning(warning);
        foreach (var note in fitted.Notes) WriteVerbose(note);
        if (fitted.Problem is { } problem) WriteError(problem.Code.ToString(), new InvalidOperationException(problem.Message), ErrorCategory.InvalidData, Snapshot, problem.Advice);
        if (fitted.Template is { } template) WriteResource(template.ToPolicy());
    }

    private static NamespacePattern Pattern(string text) =>
        NamespacePattern.TryParse(text, out var pattern) ? pattern : throw new PSArgumentException(text);
}
