using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Access;

/// <summary>Who asks, as an API server knows them: a name and groups.</summary>
/// <param name="Name">The user's name; <c>system:serviceaccount:NAMESPACE:NAME</c> of a service account.</param>
public sealed record AccessIdentity(string Name)
{
    /// <summary>Everybody whose credentials the server accepted.</summary>
    public const string Authenticated = "system:authenticated";

    /// <summary>Everybody else.</summary>
    public const string Unauthenticated = "system:unauthenticated";

    /// <summary>All service accounts.</summary>
    public const string ServiceAccounts = "system:serviceaccounts";

    /// <summary>The group that every authorizer of Kubernetes lets pass (user.SystemPrivilegedGroup).</summary>
    public const string Masters = "system:masters";

    private const string Anonymous = "system:anonymous";
    private const string AccountPrefix = "system:serviceaccount:";

    /// <summary>The groups, those that Kubernetes implies among them.</summary>
    public IReadOnlyList<string> Groups { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>A user in some groups and in those that the name implies.</summary>
    public static AccessIdentity Of(string name, params IReadOnlyList<string> groups) =>
        new(name) { Groups = [.. groups.Concat(Implied(name)).Distinct(StringComparer.Ordinal)] };

    /// <summary>
    /// A subject of a binding. Of a group it is a member whose name is not known; of which other groups a user is a member no cluster
    /// knows, so that there are only the implied ones.
    /// </summary>
    public static AccessIdentity Of(AccessSubject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return subject.Kind switch
        {
            "Group" when subject.Name == Unauthenticated => Of(Anonymous),
            "Group" when subject.Name.StartsWith(ServiceAccounts, StringComparison.Ordinal) => Of(string.Empty, subject.Name, ServiceAccounts),
            "Group" => Of(string.Empty, subject.Name),
            "ServiceAccount" => Of($"{AccountPrefix}{subject.Namespace}:{subject.Name}"),
            _ => Of(subject.Name),
        };
    }

    /// <summary>Somebody who is in the implied groups of this one, and otherwise nobody: what everybody of the kind may do.</summary>
    public AccessIdentity Everybody(AccessSubject besides) => new(string.Empty)
    {
        Groups = [.. Implied(Name).Where(group => besides.Kind != "Group" || group != besides.Name)],
    };

    private static IEnumerable<string> Implied(string name)
    {
        if (name == Anonymous) return [Unauthenticated];
        if (!name.StartsWith(AccountPrefix, StringComparison.Ordinal)) return [Authenticated];
        var ns = name[AccountPrefix.Length..];
        var colon = ns.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? [Authenticated] : [ServiceAccounts, $"{ServiceAccounts}:{ns[..colon]}", Authenticated];
    }
}
