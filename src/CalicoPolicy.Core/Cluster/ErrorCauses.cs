using System.Text.RegularExpressions;

namespace CalicoPolicy.Core.Cluster;

/// <summary>Takes the lists of fields in messages of the API server apart.</summary>
internal static partial class ErrorCauses
{
    /// <summary>Of a 422: <c>path: message</c>, or several of them, each behind <c>* </c>. A message may run over several lines.</summary>
    public static IReadOnlyList<ErrorCause> OfInvalid(string text)
    {
        var causes = new List<ErrorCause>();
        foreach (var part in BulletStart().Split(text))
        {
            if (string.IsNullOrWhiteSpace(part)) continue;
            var match = PathAndMessage().Match(part.Trim('\n', ' '));
            var path = match.Groups["path"].Value;
            causes.Add(match.Success ? new(path == "<nil>" ? string.Empty : path, match.Groups["message"].Value) : new(string.Empty, part.Trim()));
        }

        return causes;
    }

    /// <summary>Of server-side apply on an undeclared or mistyped field: <c>.spec.a: field not declared in schema</c>, a line each.</summary>
    public static IReadOnlyList<ErrorCause> OfTypedPatch(string text)
    {
        var causes = new List<ErrorCause>();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var match = PathAndMessage().Match(line.TrimStart('.'));
            causes.Add(match.Success ? new(match.Groups["path"].Value, match.Groups["message"].Value) : new(string.Empty, line));
        }

        return causes;
    }

    /// <summary>Of a 400: <c>unknown field "spec.a", duplicate field "spec.b"</c>.</summary>
    public static IReadOnlyList<ErrorCause> OfStrictDecoding(string text) =>
        [.. StrictField().Matches(text).Select(match => new ErrorCause(match.Groups["path"].Value, match.Groups["kind"].Value + " field"))];

    /// <summary>Of kubectl's own check against an old server's schema: <c>ValidationError(NetworkPolicy.spec): unknown field "a" in ...</c>.</summary>
    public static IReadOnlyList<ErrorCause> OfClientValidation(string text)
    {
        var causes = new List<ErrorCause>();
        foreach (Match match in ClientError().Matches(text))
        {
            var path = match.Groups["path"].Value;
            var field = match.Groups["field"].Value;
            var full = field.Length == 0 ? path : path.Length == 0 ? field : $"{path}.{field}";
            causes.Add(new(full, field.Length == 0 ? match.Groups["message"].Value : match.Groups["kind"].Value + " field"));
        }

        return causes;
    }

    /// <summary>Of server-side apply: <c>conflict with "m": .spec.a</c>, or <c>conflicts with "m":</c> and a line <c>- .spec.a</c> each.</summary>
    public static IReadOnlyList<ErrorCause> OfConflict(IEnumerable<string> lines)
    {
        var causes = new List<ErrorCause>();
        var manager = string.Empty;
        foreach (var line in lines)
        {
            if (Manager().Match(line) is { Success: true } match)
            {
                manager = match.Groups["manager"].Value;
                if (match.Groups["path"].Value is { Length: > 0 } path) causes.Add(Owned(path, manager));
            }
            else if (line.StartsWith("- ", StringComparison.Ordinal))
            {
                causes.Add(Owned(line[2..], manager));
            }
        }

        return causes;
    }

    private static ErrorCause Owned(string path, string manager) => new(path.Trim().TrimStart('.'), $"owned by field manager '{manager}'", manager);

    [GeneratedRegex(@"^\* ", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex BulletStart();

    [GeneratedRegex(@"^(?<path><nil>|[^\s:\[\]]*(?:\[[^\]]*\][^\s:\[\]]*)*): (?<message>.*)$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex PathAndMessage();

    [GeneratedRegex(@"(?<kind>unknown|duplicate) field ""(?<path>[^""]+)""", RegexOptions.CultureInvariant)]
    private static partial Regex StrictField();

    [GeneratedRegex(@"ValidationError\([^.)]*\.?(?<path>[^)]*)\): (?<message>(?:(?<kind>unknown|missing required) field ""(?<field>[^""]+)"")?(?:(?!, ValidationError|\]?; if you choose).)*)", RegexOptions.CultureInvariant)]
    private static partial Regex ClientError();

    [GeneratedRegex(@"conflicts? with ""(?<manager>[^""]*)""(?<rest>[^:]*): ?(?<path>.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Manager();
}
