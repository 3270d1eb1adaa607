using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Publishing.Guard;

/// <summary>Who answers behind a service.</summary>
/// <param name="End">The pods, hosts or addresses.</param>
/// <param name="Service">The service, or what else messages call it.</param>
/// <param name="Protocol">The protocol.</param>
/// <param name="Port">The port that they listen on.</param>
internal sealed record GuardTarget(GuardEnd End, string Service, Protocol Protocol, int Port);
