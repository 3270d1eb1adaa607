using System.Collections;
using System.Management.Automation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Parameters;

namespace CalicoPolicy.Commands;

/// <summary>What the cmdlets that make Calico's policies have in common.</summary>
public abstract class TieredPolicyCmdlet : BuilderCmdlet
{
    /// <summary>The policy's name.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Name { get; set; } = string.Empty;

    /// <summary>The policy's tier; <c>default</c> where none is given.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(TierCompleter))]
    public string? Tier { get; set; }

    /// <summary>The place in the tier, lower first; last where none is given.</summary>
    [Parameter]
    [ValidateFinite]
    public double? Order { get; set; }

    /// <summary>Selects the endpoints that the policy applies to; all where none is given.</summary>
    [Parameter]
    [ValidateSelector]
    [ArgumentCompleter(typeof(SelectorCompleter))]
    public string? Selector { get; set; }

    /// <summary>Selects them by their service account's labels as well.</summary>
    [Parameter]
    [ValidateSelector]
    [ArgumentCompleter(typeof(SelectorCompleter))]
    public string? ServiceAccountSelector { get; set; }

    /// <summary>The directions that the policy governs; those that have rules where none is given.</summary>
    [Parameter]
    [WithoutNulls]
    public PolicyDirection[] Type { get; set; } = [];

    /// <summary>The rules for traffic to the endpoints, in order.</summary>
    [Parameter]
    [WithoutNulls]
    public PolicyRule[] Ingress { get; set; } = [];

    /// <summary>The rules for traffic from the endpoints, in order.</summary>
    [Parameter]
    [WithoutNulls]
    public PolicyRule[] Egress { get; set; } = [];

    /// <summary>Hints on performance.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(PerformanceHintCompleter))]
    [WithoutNulls]
    public string[] PerformanceHint { get; set; } = [];

    /// <summary>Makes the staged kind, which changes no traffic.</summary>
    [Parameter]
    public SwitchParameter Staged { get; set; }

    /// <summary>What is staged; implies -Staged.</summary>
    [Parameter]
    public StagedPolicyAction? StagedAction { get; set; }

    /// <summary>The policy's labels.</summary>
    [Parameter]
    public IDictionary? Label { get; set; }

    /// <summary>The policy's annotations.</summary>
    [Parameter]
    public IDictionary? Annotation { get; set; }

    /// <summary>Whether the staged kind is asked for.</summary>
    private protected bool IsStaged => Staged || StagedAction is not null;

    /// <summary>The staged action that was asked for.</summary>
    private protected StagedAction? DeclaredStagedAction => StagedAction is { } action ? new StagedAction(action.ToString()) : null;

    /// <summary>Fills in what all policies have. The types are written out, so that a reader need not know the defaulting.</summary>
    private protected TieredPolicy Fill(TieredPolicy policy, string? @namespace)
    {
        var filled = policy with
        {
            Metadata = new ObjectMetadata
            {
                Name = Name,
                Namespace = @namespace,
                Labels = LabelArgument.ToLabels(Label),
                Annotations = LabelArgument.ToLabels(Annotation),
            },
            DeclaredTier = Tier,
            Order = Order,
            Selector = Selector,
            ServiceAccountSelector = ServiceAccountSelector,
            Ingress = Ingress,
            Egress = Egress,
            PerformanceHints = PerformanceHint,
        };

        // A staged deletion names its policy and nothing else (calico-policy.md 1.7).
        if (StagedAction is StagedPolicyAction.Delete && Type.Length == 0) return filled;
        return filled with { DeclaredTypes = Type.Length > 0 ? [.. Type.Select(type => new PolicyType(type.ToString()))] : filled.Types };
    }
}
