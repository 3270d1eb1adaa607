using CalicoPolicy.Core.Access;
using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>Somebody who has a rule of a role.</summary>
/// <param name="Subject">Who.</param>
/// <param name="Identity">How the API server knows them.</param>
/// <param name="Grant">How they have it.</param>
internal sealed record AccessHolder(AccessSubject Subject, AccessIdentity Identity, AccessGrant Grant)
{
    /// <summary>The subject and the binding: <c>group:netops (ClusterRoleBinding netops)</c>.</summary>
    public override string ToString() => $"{SubjectText.Of(Subject)} ({Grant.Binding})";
}
