using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>Which policies of an input list a domain. A staged policy and the enforced one that it would replace count as one.</summary>
internal sealed class DomainUses
{
    /// <summary>Two policies are enough to know another one than the one that asks.</summary>
    private readonly Dictionary<string, (TieredPolicy First, TieredPolicy? Second)> _policies = new(StringComparer.OrdinalIgnoreCase);

    private DomainUses(RuleContext context)
    {
        foreach (var policy in context.Resources.OfType<TieredPolicy>())
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            foreach (var rule in RulePlace.Of(policy))
            {
                foreach (var domain in rule.Rule.Source.Domains.Concat(rule.Rule.Destination.Domains)) Add(domain, policy);
            }
        }
    }

    /// <summary>The index of a run.</summary>
    public static DomainUses Of(RuleContext context) => context.Shared(static made => new DomainUses(made));

    /// <summary>Another policy that lists the domain; null where there is none.</summary>
    public TieredPolicy? OtherThan(TieredPolicy policy, string domain)
    {
        if (!_policies.TryGetValue(domain, out var known)) return null;
        return AreOne(known.First, policy) ? known.Second : known.First;
    }

    private static bool AreOne(TieredPolicy left, TieredPolicy right) => left.IsNamespaced == right.IsNamespaced
        && left.Name == right.Name && left.Namespace == right.Namespace && left.Tier == right.Tier;

    private void Add(string domain, TieredPolicy policy)
    {
        if (!_policies.TryGetValue(domain, out var known))
            _policies.Add(domain, (policy, null));
        else if (known.Second is null && !AreOne(known.First, policy))
            _policies[domain] = (known.First, policy);
    }
}
