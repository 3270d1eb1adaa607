using System.Collections;
using System.Management.Automation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Parameters;

namespace CalicoPolicy.Commands;

/// <summary>Changes policies.</summary>
[Cmdlet(VerbsData.Edit, "Policy")]
[OutputType(typeof(NetworkPolicy), typeof(GlobalNetworkPolicy), typeof(StagedNetworkPolicy), typeof(StagedGlobalNetworkPolicy))]
public sealed class EditPolicyCommand : BuilderCmdlet
{
    /// <summary>The policy to change; it stays as it is, a new one comes out.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public TieredPolicy InputObject { get; set; } = null!;

    /// <summary>The new name.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = string.Empty;

    /// <summary>The new namespace; an empty one leaves it to the cluster's context.</summary>
    [Parameter]
    public string? Namespace { get; set; }

    /// <summary>The new tier; <c>default</c> where it is empty.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(TierCompleter))]
    public string? Tier { get; set; }

    /// <summary>The new place in the tier, lower first; last where it is empty.</summary>
    [Parameter]
    [EmptyAsNull]
    [ValidateFinite]
    public double? Order { get; set; }

    /// <summary>Selects the endpoints that the policy applies to; all where it is empty.</summary>
    [Parameter]
    [ValidateSelector]
    public string? Selector { get; set; }

    /// <summary>Selects them by their service account's labels as well.</summary>
    [Parameter]
    [ValidateSelector]
    public string? ServiceAccountSelector { get; set; }

    /// <summary>Selects the namespaces of the endpoints; global policies only.</summary>
    [Parameter]
    [ValidateSelector]
    public string? NamespaceSelector { get; set; }

    /// <summary>The directions that the policy governs; those that have rules where it is empty.</summary>
    [Parameter]
    [EmptyAsNull]
    public PolicyDirection[]? Type { get; set; }

    /// <summary>Labels to set; a key without a value is removed.</summary>
    [Parameter]
    public IDictionary? Label { get; set; }

    /// <summary>Annotations to set; a key without a value is removed.</summary>
    [Parameter]
    public IDictionary? Annotation { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var isGlobal = InputObject is GlobalPolicy;
        if (isGlobal ? IsRefused(nameof(Namespace), Namespace, "has no namespace") : IsRefused(nameof(NamespaceSelector), NamespaceSelector, "has no namespace selector")) return;
        var policy = WithFields(InputObject with { Metadata = WithMetadata(InputObject.Metadata) });
        WriteResource(policy is GlobalPolicy global && IsGiven(nameof(NamespaceSelector)) ? global with { NamespaceSelector = TextOf(NamespaceSelector) } : policy);
    }

    private static string? TextOf(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private bool IsGiven(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    // Nothing to set is nothing to refuse: what is not there can be removed from anything.
    private bool IsRefused(string parameter, string? value, string reason)
    {
        if (string.IsNullOrEmpty(value)) return false;
        WriteError(
            "FieldNotOfKind",
            new PSArgumentException($"{InputObject}: a {InputObject.Kind} {reason}."),
            ErrorCategory.InvalidArgument,
            InputObject,
            $"Leave out -{parameter} for this kind.");
        return true;
    }

    private ObjectMetadata WithMetadata(ObjectMetadata metadata) => metadata with
    {
        Name = IsGiven(nameof(Name)) ? Name : metadata.Name,
        Namespace = IsGiven(nameof(Namespace)) ? TextOf(Namespace) : metadata.Namespace,
        Labels = LabelArgument.Merge(metadata.Labels, Label),
        Annotations = LabelArgument.Merge(metadata.Annotations, Annotation),
    };

    private TieredPolicy WithFields(TieredPolicy policy) => policy with
    {
        DeclaredTier = IsGiven(nameof(Tier)) ? TextOf(Tier) : policy.DeclaredTier,
        Order = IsGiven(nameof(Order)) ? Order : policy.Order,
        Selector = IsGiven(nameof(Selector)) ? TextOf(Selector) : policy.Selector,
        ServiceAccountSelector = IsGiven(nameof(ServiceAccountSelector)) ? TextOf(ServiceAccountSelector) : policy.ServiceAccountSelector,
        DeclaredTypes = IsGiven(nameof(Type)) ? [.. (Type ?? []).Select(type => new PolicyType(type.ToString()))] : policy.DeclaredTypes,
    };
}
