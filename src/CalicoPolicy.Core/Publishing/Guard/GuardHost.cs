using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Publishing.Guard;

/// <summary>A node, or another host that has host endpoints.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Address">Its address inside the cluster; null: not known.</param>
/// <param name="Place">It as an end of flows.</param>
/// <param name="Class">The number of all hosts that policies do not tell from it.</param>
/// <param name="Interfaces">Each of its host endpoints that will be there, as an end of flows.</param>
/// <param name="HasEndpoints">Whether it has host endpoints, before or after, so that policy may apply to it.</param>
/// <param name="IsNode">Whether it is a node of the cluster.</param>
/// <param name="IsControlPlane">Whether its labels say that the control plane runs on it.</param>
internal sealed record GuardHost(string Name, Cidr? Address, GuardPlace Place, int Class, IReadOnlyList<GuardPlace> Interfaces, bool HasEndpoints, bool IsNode, bool IsControlPlane);
