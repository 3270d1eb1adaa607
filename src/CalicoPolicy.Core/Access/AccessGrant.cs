using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Access;

/// <summary>A rule that a binding gives to its subjects.</summary>
/// <param name="Binding">The binding.</param>
/// <param name="Role">The role that it names.</param>
/// <param name="Source">The role that the rule stands in: the same, or one that it gathers rules from.</param>
/// <param name="Index">The rule's place in that role, from 0.</param>
public sealed record AccessGrant(AccessBinding Binding, AccessRole Role, AccessRole Source, int Index)
{
    /// <summary>The rule.</summary>
    public AccessRule Rule => Source.Rules[Index];

    /// <summary>The namespace that it is for; null: all, and what is in none.</summary>
    public string? Namespace => Binding.IsNamespaced ? Binding.Namespace ?? "default" : null;

    /// <summary>The way of the right: <c>ClusterRoleBinding netops (ClusterRole tier-security-editor)</c>.</summary>
    public override string ToString() => $"{Binding} ({Role})";

    /// <summary>
    /// Whether the rule covers a request (pkg/apis/rbac/v1/evaluation_helpers.go): <c>*</c> is the only pattern, but for
    /// <c>*/subresource</c>; names are compared as they are, and a request without a name meets no rule that lists names.
    /// </summary>
    public bool Covers(AccessRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Has(Rule.Verbs, request.Verb) && Has(Rule.ApiGroups, request.ApiGroup) && HasResource(request)
            && (Rule.ResourceNames.Count == 0 || Rule.ResourceNames.Contains(request.Name ?? string.Empty));
    }

    private bool HasResource(AccessRequest request)
    {
        var wanted = request.Subresource is null ? request.Resource : $"{request.Resource}/{request.Subresource}";
        foreach (var resource in Rule.Resources)
        {
            if (resource == "*" || resource == wanted) return true;
            if (request.Subresource is { } sub && resource.StartsWith("*/", StringComparison.Ordinal) && resource.AsSpan(2).SequenceEqual(sub)) return true;
        }

        return false;
    }

    private static bool Has(IReadOnlyList<string> words, string word) => words.Contains("*") || words.Contains(word);
}
