using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>
/// A complete set of policies without a global default deny, staged or enforced: pods that no policy selects are open. Said once,
/// at the first policy of the input.
/// </summary>
internal sealed class CP2101NoDefaultDeny : FindingRule
{
    public CP2101NoDefaultDeny()
        : base(new("CP2101", "NoDefaultDeny", FindingSeverity.High, "No global default deny, staged or enforced, is among the policies."))
    {
    }

    public override bool LooksAround => true;

    public override IEnumerable<Observation> Judge(Resource subject, RuleContext context)
    {
        if (!context.Complete || subject is not (TieredPolicy or KubernetesPolicy)) yield break;
        if (Inventory.Of(context) is { HasAllPolicies: false }) yield break;
        var found = context.Shared(static made => new Coverage(made));
        if (!ReferenceEquals(found.First, subject) || found.Missing.Length == 0) yield break;
        yield return new(
            FieldPath.Root,
            $"No policy of the set is a global default deny of {found.Missing}, staged or enforced: pods that no policy selects take and send what they like. (Said once, at the first policy.)",
            "Add one, staged at first: New-DefaultDenyPolicy.");
    }

    private sealed class Coverage
    {
        public Coverage(RuleContext context)
        {
            bool ingress = false, egress = false;
            foreach (var resource in context.Resources)
            {
                context.CancellationToken.ThrowIfCancellationRequested();
                if (First is null && resource is TieredPolicy or KubernetesPolicy && context.Judges(resource)) First = resource;
                if (resource is not GlobalPolicy policy || !DefaultDenyShape.DeniesAllButDns(policy, context)) continue;
                ingress |= policy.Types.Contains(PolicyType.Ingress);
                egress |= policy.Types.Contains(PolicyType.Egress);
            }

            Missing = (ingress, egress) switch
            {
                (true, true) => string.Empty,
                (true, false) => "egress",
                (false, true) => "ingress",
                _ => "ingress and egress",
            };
        }

        public Resource? First { get; }

        public string Missing { get; }
    }
}
