using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Cluster;

/// <summary>What was read of a collection.</summary>
/// <param name="Resources">The objects.</param>
/// <param name="Faults">What is wrong with those that could not be read.</param>
/// <param name="Error">Why nothing was read; null where something was.</param>
internal sealed record CollectionResult(IReadOnlyList<Resource> Resources, IReadOnlyList<DocumentError> Faults, ServerError? Error);
