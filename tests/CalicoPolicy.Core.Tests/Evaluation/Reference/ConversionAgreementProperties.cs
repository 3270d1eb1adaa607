using CalicoPolicy.Core.Conversion;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Tests.Documents;

namespace CalicoPolicy.Core.Tests.Evaluation.Reference;

/// <summary>
/// A policy of Kubernetes and what ConvertTo-CalicoPolicy makes of it decide alike: by Kubernetes' words, as Calico converts the
/// original, and as the result is written.
/// </summary>
public class ConversionAgreementProperties(ITestOutputHelper output)
{
    private const int FlowsOfCluster = 20;

    [Fact]
    public void A_converted_policy_decides_like_its_original()
    {
        var (converted, flows, denied, byRule) = (0, 0, 0, 0);
        for (var seed = 0; seed < TestScale.Of(2000); seed++)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            var dice = new Dice(seed);

            // Where a ClusterNetworkPolicy names namespaces Calico matches sets and hosts too, which Kubernetes knows nothing of.
            IReadOnlyList<Resource> objects = [.. new RandomObjects(dice, isOpen: false, isComplete: true).All().Where(one => seed % 2 == 0 || one is not AddressSet and not HostEndpoint)];
            var random = new RandomKubernetes(dice);
            Resource policy = seed % 2 == 0 ? random.Policy("p", dice.One("prod", "dev")) : random.ClusterPolicy("p");
            if (PublishableConversion.Convert(policy).Resource is not { } result) continue;
            converted++;
            var original = new PlainCluster([.. objects, policy], isComplete: true, PolicyView.Enforced, DataplaneKind.Standard);
            var made = new PlainCluster([.. objects, result], isComplete: true, PolicyView.Enforced, DataplaneKind.Standard);
            var reading = new KubernetesReading(objects);
            var all = new RandomFlows(dice, objects, isOpen: false);
            for (var count = 0; count < FlowsOfCluster; count++)
            {
                if (all.Next() is not { } flow) continue;
                var world = World.Try(one => one).First();
                var (before, after) = (new PlainEvaluation(original, world).Run(flow), new PlainEvaluation(made, world).Run(flow));
                var packet = new PlainEvaluation(original, world).PacketOf(flow);
                Check(before.Egress, after.Egress, packet, isIngress: false);
                Check(before.Ingress, after.Ingress, packet, isIngress: true);
                flows++;
                denied += after.Egress.Allows && after.Ingress.Allows ? 0 : 1;
                byRule += after.Egress.IsByRule || after.Ingress.IsByRule ? 1 : 0;

                void Check(PlainSide one, PlainSide other, PlainPacket seen, bool isIngress)
                {
                    var told = $"Seed {seed}, {(isIngress ? "ingress" : "egress")} of {flow}: {one.Decider} becomes {other.Decider}.\n{new Case([.. objects, policy, result], true, PolicyView.Enforced, flow)}";
                    Assert.True(one.Allows == other.Allows, told);
                    if ((isIngress ? seen.Destination : seen.Source).Endpoint is not { Kind: PartyKind.Pod } || other == PlainSide.OfHost) return;
                    Assert.True(reading.Allows(policy, seen, isIngress) == other.Allows, $"Kubernetes says {!other.Allows}. {told}");
                }
            }
        }

        output.WriteLine($"{converted} policies converted, {flows} flows, {denied} denied, {byRule} by a rule.");
        Assert.InRange(converted, TestScale.Of(2000) * 9 / 10, int.MaxValue);
        Assert.InRange(denied, flows / 50, flows);
        Assert.InRange(byRule, flows / 50, flows);
    }
}
