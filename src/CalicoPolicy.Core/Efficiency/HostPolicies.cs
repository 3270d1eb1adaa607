using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>What the untracked and preDNAT policies of an input do together. Made in O(rules of these policies).</summary>
internal sealed class HostPolicies
{
    private HostPolicies(RuleContext context)
    {
        foreach (var resource in context.Resources)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            if (resource is GlobalPolicy { DoNotTrack: true } untracked)
            {
                UntrackedIngress |= Allows(untracked, PolicyType.Ingress);
                UntrackedEgress |= Allows(untracked, PolicyType.Egress);
            }
            else if (resource is GlobalPolicy { PreDnat: true } preDnat)
            {
                PreDnatDeny |= preDnat.Ingress.Any(rule => rule.Action == PolicyAction.Deny && rule.Source.MatchesAnyAddress);
            }
        }
    }

    /// <summary>Whether an untracked policy allows ingress.</summary>
    public bool UntrackedIngress { get; }

    /// <summary>Whether an untracked policy allows egress.</summary>
    public bool UntrackedEgress { get; }

    /// <summary>Whether a preDNAT policy denies any address something.</summary>
    public bool PreDnatDeny { get; }

    /// <summary>The policies of a run.</summary>
    public static HostPolicies Of(RuleContext context) => context.Shared(static made => new HostPolicies(made));

    /// <summary>Whether a policy allows anything in a direction.</summary>
    public static bool Allows(GlobalPolicy policy, PolicyType direction) =>
        policy.Types.Contains(direction) && policy.RulesOf(direction).Any(rule => rule.Action == PolicyAction.Allow);
}
