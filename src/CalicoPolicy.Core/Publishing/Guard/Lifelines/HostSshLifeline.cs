using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Publishing.Guard.Lifelines;

/// <summary>Administrators to hosts that have host endpoints, TCP 22: open by failsafe unless Felix is told otherwise. A host is lost where no interface of it is left.</summary>
internal sealed class HostSshLifeline : Lifeline
{
    private const int Ssh = 22;

    public override string Family => "host-ssh";

    public override string What => "administrators -> hosts";

    public override IEnumerable<GuardFlow> FlowsOf(GuardScene scene)
    {
        foreach (var same in scene.Hosts.All.Where(host => host.Interfaces.Count > 0).GroupBy(host => host.Class))
        {
            var whole = GuardHosts.Group(same)[0];
            foreach (var place in same.First().Interfaces)
            {
                var end = new GuardEnd { Name = whole.Name, Identity = whole.Identity, Count = whole.Count, Examples = whole.Examples, Places = [place] };
                foreach (var client in scene.Outside(Family, "administrators outside"))
                    yield return new(Family, client, end, Protocol.Tcp, Ssh) { Peer = client.Name, HitsDestination = true, Bundle = (Family, same.Key, client.Name) };
            }
        }
    }

    public override bool Needs(SnapshotGap gap) => gap.Kind == "HostEndpoint";
}
