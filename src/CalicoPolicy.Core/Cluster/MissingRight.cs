namespace CalicoPolicy.Core.Cluster;

/// <summary>The right that a 403 says the user lacks.</summary>
/// <param name="User">The user as the server knows it; empty where it does not say.</param>
/// <param name="Verb">The verb, e.g. <c>patch</c>.</param>
/// <param name="Resource">The resource with its group, e.g. <c>networkpolicies.projectcalico.org</c>.</param>
/// <param name="Namespace">The namespace; null at the cluster scope.</param>
/// <param name="Tier">The tier, where Calico's own authorizer answered; else null.</param>
/// <param name="NeedsTier">Whether the user may not even <c>get</c> that tier, which Calico demands for any work on its policies.</param>
public sealed record MissingRight(string User, string Verb, string Resource, string? Namespace, string? Tier = null, bool NeedsTier = false);
