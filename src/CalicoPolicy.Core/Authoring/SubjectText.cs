using System.Diagnostics.CodeAnalysis;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Authoring;

/// <summary>
/// Users, groups and service accounts in one word: <c>user:jane</c>, <c>group:netops</c>, <c>serviceaccount:shop/deployer</c>
/// (<c>sa:</c> for short). A word without a prefix is a group, since rights given to groups outlive people; a name of Kubernetes' own
/// (<c>system:...</c>) is taken as it is.
/// </summary>
public static class SubjectText
{
    private const string RoleGroup = "rbac.authorization.k8s.io";
    private const string AccountPrefix = "system:serviceaccount:";

    /// <summary>Reads a subject.</summary>
    /// <param name="text">The word.</param>
    /// <param name="subject">The subject; null where it is none.</param>
    /// <param name="fault">What is wrong with it; null where nothing is.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out AccessSubject? subject, [NotNullWhen(false)] out string? fault)
    {
        var word = text ?? string.Empty;
        var colon = word.IndexOf(':', StringComparison.Ordinal);
        var (prefix, name) = colon < 0 ? ("group", word) : (word[..colon], word[(colon + 1)..]);
        if (word.StartsWith(AccountPrefix, StringComparison.Ordinal))
            (prefix, name) = ("serviceaccount", word[AccountPrefix.Length..].Replace(':', '/'));
        else if (prefix == "system")
            (prefix, name) = (word == "system:anonymous" ? "user" : "group", word);
        (subject, fault) = (prefix.ToLowerInvariant(), name) switch
        {
            (_, "") => (null, $"'{word}' names nobody."),
            ("group", _) when colon < 0 && word.Contains('/', StringComparison.Ordinal) => (null, $"'{word}' looks like a service account: write 'serviceaccount:{word}'; for a group of that name, 'group:{word}'."),
            ("user", _) => (new AccessSubject { Kind = "User", ApiGroup = RoleGroup, Name = name }, null),
            ("group", _) => (new AccessSubject { Kind = "Group", ApiGroup = RoleGroup, Name = name }, null),
            ("serviceaccount" or "sa", _) => Account(word, name),
            _ => ((AccessSubject?)null, $"'{word}' begins with none of user:, group: and serviceaccount:. For a group of that name write 'group:{word}', for a user 'user:{word}'."),
        };
        return subject is not null;
    }

    /// <summary>A subject as <see cref="TryParse"/> reads it.</summary>
    public static string Of(AccessSubject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return subject.Kind switch
        {
            "ServiceAccount" => $"serviceaccount:{subject.Namespace ?? "default"}/{subject.Name}",
            "User" when subject.Name.StartsWith(AccountPrefix, StringComparison.Ordinal) => $"serviceaccount:{subject.Name[AccountPrefix.Length..].Replace(':', '/')}",
            var kind => $"{kind.ToLowerInvariant()}:{subject.Name}",
        };
    }

    private static (AccessSubject? Subject, string? Fault) Account(string word, string name)
    {
        var parts = name.Split('/');
        return parts.Length == 2 && KubernetesNames.IsLabel(parts[0]) && KubernetesNames.IsSubdomainShaped(parts[1])
            ? (new() { Kind = "ServiceAccount", Namespace = parts[0], Name = parts[1] }, null)
            : (null, $"'{word}' is no service account. Write its namespace and name: serviceaccount:shop/deployer.");
    }
}
