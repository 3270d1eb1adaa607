using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Evaluation.Changes;

/// <summary>A change of one object that may give a flow another verdict.</summary>
/// <param name="Kind">What is changed.</param>
/// <param name="Breadth">How many endpoints it is about besides the one that is meant.</param>
/// <param name="Description">The change in words.</param>
/// <param name="Target">The object before; of a new one, the object.</param>
/// <param name="Apply">Makes the object after, of the object before or of what another edit made of it.</param>
internal sealed record FlowEdit(FlowChangeKind Kind, int Breadth, string Description, Resource Target, Func<Resource, Resource> Apply);
