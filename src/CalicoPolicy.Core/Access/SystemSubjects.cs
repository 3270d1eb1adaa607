using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Access;

/// <summary>
/// Whom nobody takes rights from: Kubernetes' own components (names that begin with <c>system:</c>) and service accounts in namespaces
/// of the system. Not the groups that stand for everybody, nor those of the service accounts of other namespaces.
/// </summary>
internal static class SystemSubjects
{
    private const string AccountPrefix = "system:serviceaccount:";
    private const string AccountsPrefix = AccessIdentity.ServiceAccounts + ":";

    /// <summary>Whether a subject belongs to Kubernetes, Calico, their operator or OpenShift.</summary>
    public static bool Contain(AccessSubject subject) => subject.Kind switch
    {
        "ServiceAccount" => NamespaceNames.IsOfSystem(subject.Namespace ?? string.Empty),
        "User" when subject.Name.StartsWith(AccountPrefix, StringComparison.Ordinal) => NamespaceNames.IsOfSystem(subject.Name[AccountPrefix.Length..].Split(':')[0]),
        "User" => subject.Name.StartsWith("system:", StringComparison.Ordinal) && subject.Name != "system:anonymous",
        _ when IsEverybody(subject) => false,
        _ when subject.Name.StartsWith(AccountsPrefix, StringComparison.Ordinal) => NamespaceNames.IsOfSystem(subject.Name[AccountsPrefix.Length..]),
        _ => subject.Name.StartsWith("system:", StringComparison.Ordinal),
    };

    /// <summary>Whether a subject is a group that anybody, or any pod, is in.</summary>
    public static bool IsEverybody(AccessSubject subject) => subject is
    {
        Kind: "Group", Name: AccessIdentity.Authenticated or AccessIdentity.Unauthenticated or AccessIdentity.ServiceAccounts
    } or { Kind: "User", Name: "system:anonymous" };
}
