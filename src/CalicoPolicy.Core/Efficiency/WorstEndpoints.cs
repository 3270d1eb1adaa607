using CalicoPolicy.Core.Dataplane;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Findings;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>Of each class of labels the endpoints whose packets meet most rules. Made in O(endpoints); a question costs O(classes).</summary>
internal sealed class WorstEndpoints
{
    private readonly EndpointCost?[] _ofClass;

    private readonly Inventory _inventory;

    private WorstEndpoints(Inventory inventory)
    {
        _inventory = inventory;
        _ofClass = new EndpointCost?[inventory.Snapshot.Classes.Count];
        foreach (var cost in inventory.Cost.Endpoints)
        {
            foreach (var endpoint in cost.Endpoints)
            {
                if (_ofClass[endpoint.LabelClass] is not { } known || RulesOf(cost) > RulesOf(known)) _ofClass[endpoint.LabelClass] = cost;
            }
        }
    }

    /// <summary>The worst endpoints of a run.</summary>
    public static WorstEndpoints Of(RuleContext context, Inventory inventory) => context.Shared(_ => new WorstEndpoints(inventory));

    /// <summary>The worst of what a selector surely picks; null: of all.</summary>
    public EndpointCost? Among(SelectorEntry? selector)
    {
        EndpointCost? worst = null;
        foreach (var index in _inventory.PickedBy(selector))
        {
            if (_ofClass[index] is { } cost && (worst is null || RulesOf(cost) > RulesOf(worst))) worst = cost;
        }

        return worst;
    }

    private static int RulesOf(EndpointCost cost) => Math.Max(cost.IngressRules, cost.EgressRules);
}
