using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Validation.Constraints;

/// <summary>
/// HTTP criteria: on Allow rules of ingress over TCP only; methods once each, and paths well-formed (validateHTTPRule, CEL rules of
/// Rule). Headers are Calico Enterprise's.
/// </summary>
internal sealed class RuleHttp : RuleConstraint
{
    private const int Most = 20;
    private const int LongestPath = 1024;

    private static readonly string[] HeaderOperators = ["Exists", "DoesNotExist", "HasPrefix", "HasSuffix", "In", "NotIn", "MatchesRegex"];

    protected override void Check(RulePlace rule, Violations violations)
    {
        if (rule.Rule.Http is not { } http) return;
        var path = rule.Path["http"];
        if (rule.Direction != PolicyType.Ingress) Add(path, "egress", "only ingress rules may match HTTP", "Move it to the ingress rules of the server.");
        if (rule.Rule.Action != PolicyAction.Allow) Add(path, "action", "only Allow rules may match HTTP", "Allow what is meant to be allowed instead.");
        if (rule.Rule.Protocol is { } protocol && protocol.IanaNumber != 6) Add(path, "protocol", $"HTTP goes over TCP, and the rule is for {protocol}", "Write protocol: TCP, or leave it out.");
        if (http.Methods.Count > Most) Add(path["methods"], "methods", $"there are {http.Methods.Count} methods; Calico takes {Most}", "Leave methods out to allow all.");
        ListLimits.CheckUnique(http.Methods, path["methods"], "method", violations);
        if (http.Paths.Count > Most) Add(path["paths"], "paths", $"there are {http.Paths.Count} paths; Calico takes {Most}", "Use a prefix instead of single paths, or more rules.");
        for (var index = 0; index < http.Paths.Count; index++)
        {
            if (Fault(http.Paths[index]) is (var message, var recommendation)) Add(path["paths"][index], "path", message, recommendation);
        }

        for (var index = 0; index < http.Headers.Count; index++)
        {
            var header = http.Headers[index];
            if (!HeaderOperators.Contains(header.Operator, StringComparer.Ordinal))
                Add(path["headers"][index]["operator"], "header", $"there is no operator '{header.Operator}' for headers", $"Write one of {string.Join(", ", HeaderOperators)}.");
        }

        void Add(FieldPath field, string reason, string message, string recommendation) =>
            violations.Add(field, "http " + reason, $"{rule}: {message}.", recommendation);
    }

    private static (string Message, string Recommendation)? Fault(HttpPath path)
    {
        if (!string.IsNullOrEmpty(path.Exact) && !string.IsNullOrEmpty(path.Prefix)) return ("a path has both exact and prefix", "Leave one of them.");
        var text = string.IsNullOrEmpty(path.Exact) ? path.Prefix : path.Exact;
        if (string.IsNullOrEmpty(text)) return ("a path has neither exact nor prefix", "Write one of them.");
        if (text[0] != '/' || text.AsSpan().ContainsAny('?', ' ', '#')) return ($"'{text}' is no path: it begins with '/' and has no '?', '#' or space", "Write the path only, without query and fragment.");
        return text.EnumerateRunes().Count() > LongestPath ? ($"a path is longer than {LongestPath} characters", "Use a prefix.") : null;
    }
}
