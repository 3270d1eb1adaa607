using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>The program of each class of endpoints, direction and hook, made when it is first asked for. Several threads may use it.</summary>
internal sealed class PolicyPrograms(CompiledTier[] tiers, int classes, int indexFrom)
{
    private const int Hooks = 4;

    private readonly EndpointProgram?[] _programs = new EndpointProgram?[classes * 2 * Hooks];

    /// <summary>The program of an endpoint.</summary>
    public EndpointProgram Of(Endpoint endpoint, bool isIngress, PolicyHook hook)
    {
        var place = (((endpoint.LabelClass * 2) + (isIngress ? 1 : 0)) * Hooks) + (int)hook;

        // Two threads may make the same program; one of them is kept.
        return _programs[place] ??= EndpointProgram.Of(tiers, endpoint.LabelClass, endpoint.Labels, isIngress, hook, indexFrom);
    }
}
