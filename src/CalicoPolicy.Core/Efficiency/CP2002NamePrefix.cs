using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// A policy whose name does not begin with its tier, or begins with another one. Open Source up to 3.31 and Enterprise of that age
/// refuse it; later ones take any name (decision 13).
/// </summary>
internal sealed class CP2002NamePrefix : FindingRule<TieredPolicy>
{
    public CP2002NamePrefix()
        : base(new("CP2002", "NamePrefix", FindingSeverity.Error, "A policy's name does not begin with its tier."))
    {
    }

    public override bool LooksAround => true;

    protected override IEnumerable<Observation> Judge(TieredPolicy policy, RuleContext context)
    {
        var name = policy.Name;
        if (name.StartsWith(policy.Tier + ".", StringComparison.Ordinal) || IsGenerated(name)) yield break;
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var prefix = dot > 0 ? name[..dot] : null;
        var isOfOther = prefix is not null && TierIndex.Of(context).IsKnown(prefix);
        if (policy.Tier == TieredPolicy.DefaultTier && !isOfOther) yield break;
        var isRefused = !BuiltInTiers.TakesBareNames(context.Target);
        var what = isOfOther
            ? $"The name begins with tier {prefix}, but the policy is in tier {policy.Tier}"
            : $"The name does not begin with the policy's tier, {policy.Tier}";
        var bare = isOfOther ? name[(dot + 1)..] : name;
        yield return new(
            FieldPath.Root["metadata"]["name"],
            isRefused ? $"{what}: Calico {context.Target} refuses it." : $"{what}: versions before Open Source 3.32 refuse it, and readers look for it in the wrong place.",
            isOfOther
                ? $"Name it {policy.Tier}.{bare}, or write spec.tier: {prefix} if that tier is meant."
                : $"Name it {policy.Tier}.{bare}.")
        {
            Change = () => SuggestedChange.To(
                policy with { Metadata = policy.Metadata with { Name = $"{policy.Tier}.{bare}" } }, $"It is another object: delete {policy} where it is in a cluster."),
            Severity = isRefused ? FindingSeverity.Error : FindingSeverity.Low,
        };
    }

    /// <summary>The names under which Calico shows policies of others.</summary>
    private static bool IsGenerated(string name) =>
        name.StartsWith("knp.default.", StringComparison.Ordinal) || name.StartsWith("ossg.default.", StringComparison.Ordinal);
}
