namespace CalicoPolicy.Core.Evaluation;

/// <summary>All that a selector looks at of an end with one endpoint at most and no domain: ends that are equal in it are picked by the same selectors.</summary>
/// <param name="LabelClass">The endpoint's class of labels; -1 where there is none, or it is in no set.</param>
/// <param name="Sets">The number of the combination of sets that hold the address; -1 where the address is not known.</param>
/// <param name="HasEndpoint">Whether there is an endpoint.</param>
/// <param name="IsPod">Whether it is a pod.</param>
/// <param name="MayBeUnknownPod">Whether the address may be one of a pod that is not in the snapshot.</param>
/// <param name="MayBeUnreadPod">Whether the address may be one of a pod that could not be read.</param>
/// <param name="MayBeUnreadHost">Whether the address may be one of a host endpoint that could not be read.</param>
internal readonly record struct EndClass(int LabelClass, int Sets, bool HasEndpoint, bool IsPod, bool MayBeUnknownPod, bool MayBeUnreadPod, bool MayBeUnreadHost);
