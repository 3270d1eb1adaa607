using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Publishing.Guard.Lifelines;

/// <summary>API servers to pods that they call.</summary>
internal abstract class CalledLifeline : Lifeline
{
    private const int Https = 443;

    public override IEnumerable<GuardFlow> FlowsOf(GuardScene scene)
    {
        foreach (var target in scene.Services.All.Where(IsCalled).SelectMany(service => scene.Services.TargetsOf(service, port => IsPortOf(service, port))))
        {
            foreach (var server in scene.ApiServers.Callers)
                yield return new(Family, server, target.End, target.Protocol, target.Port) { Peer = $"API servers (for {target.Service})", HitsDestination = true };
        }
    }

    /// <summary>Whether API servers call a service, for whatever reason.</summary>
    public static bool AreCalled(Service service) => All.OfType<CalledLifeline>().Any(lifeline => lifeline.IsCalled(service));

    /// <summary>Whether API servers call a service.</summary>
    protected abstract bool IsCalled(Service service);

    /// <summary>Whether the service's name has one of some words in it.</summary>
    protected static bool IsNamed(Service service, params string[] words) => Array.Exists(words, word => service.Name.Contains(word, StringComparison.Ordinal));

    // They call port 443 unless they are told otherwise.
    private static bool IsPortOf(Service service, ServicePort port) =>
        (port.Protocol ?? Protocol.Tcp) == Protocol.Tcp && (port.Port == Https || !service.Ports.Any(other => other.Port == Https));
}
