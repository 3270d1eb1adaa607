using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Connectivity;

/// <summary>
/// Of which pairs everything that the verdict depends on is the same in both engines, so that what is not known is the same too:
/// the very same policies, or rules that ask the same of the other end, in whatever policies of the tier they stand.
/// </summary>
internal sealed class SamePrograms
{
    private readonly ConnectivityMap _old;
    private readonly ConnectivityMap _now;
    private readonly ProgramText _oldText;
    private readonly ProgramText _nowText;
    private readonly bool _areOthersSame;
    private readonly bool?[] _egress;
    private readonly bool?[] _ingress;

    public SamePrograms(ConnectivityMap old, ConnectivityMap now)
    {
        (_old, _now, _oldText, _nowText) = (old, now, new(old.Engine, old.IsIPv6), new(now.Engine, now.IsIPv6));

        // Sets, labels and services may matter to any rule, and policies of hosts to any traffic on its way.
        _areOthersSame = Others(old.Engine.Snapshot).SetEquals(Others(now.Engine.Snapshot));
        _egress = new bool?[old.Peers.Count];
        _ingress = new bool?[old.Peers.Count];
    }

    /// <summary>Whether the verdict on a pair depends on the same in both.</summary>
    public bool Are(int source, int destination) => _areOthersSame
        && (_egress[source] ??= IsSame(source, isIngress: false)) && (_ingress[destination] ??= IsSame(destination, isIngress: true));

    private bool IsSame(int peer, bool isIngress)
    {
        var (one, other) = (_old.Peers[peer].Ends[0], _now.Peers[peer].Ends[1]);
        if (one?.Governed is not { } left || other?.Governed is not { } right) return one?.Governed is null && other?.Governed is null;
        var (before, after) = (_old.Engine.StagesOf(left, isIngress), _now.Engine.StagesOf(right, isIngress));
        return PoliciesOf(before).SequenceEqual(PoliciesOf(after))
            || (_oldText.Of(before, one, isIngress) is { } text && text == _nowText.Of(after, other, isIngress));
    }

    private static HashSet<Resource> Others(PolicySnapshot snapshot) => new(
        snapshot.Resources.Where(resource => !PolicySnapshot.IsPolicy(resource) || resource is GlobalPolicy { ApplyOnForward: true } or GlobalPolicy { PreDnat: true } or GlobalPolicy { DoNotTrack: true }),
        ReferenceEqualityComparer.Instance);

    private static IEnumerable<(string Tier, RuleStep End, Resource? Policy)> PoliciesOf(IReadOnlyList<PolicyStage> stages) =>
        stages.SelectMany(stage => stage.Program.Tiers.SelectMany(tier => tier.Policies.Select(policy => (tier.Tier.Name, tier.Tier.DefaultAction, (Resource?)policy.Policy.Source)).Append((tier.Tier.Name, tier.Tier.DefaultAction, null))));
}
