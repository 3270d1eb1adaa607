using System.Globalization;
using System.Text.RegularExpressions;

namespace CalicoPolicy.Core.Cluster;

/// <summary>
/// Tells an error from what kubectl prints. kubectl has no other form for it: the formats are those of <c>cmdutil.CheckErr</c> and of
/// the apply command of kubectl 1.25 and later.
/// </summary>
internal static partial class ServerErrorReader
{
    private const string Strict = "strict decoding error: ";
    private const string Validating = "error validating data: ";
    private const string Stale = "error: Operation cannot be fulfilled on ";
    private const string NoSchema = "failed to download openapi: ";

    private static readonly Dictionary<string, ServerErrorCategory> Reasons = new(StringComparer.Ordinal)
    {
        ["Forbidden"] = ServerErrorCategory.Forbidden,
        ["NotFound"] = ServerErrorCategory.NotFound,
        ["Unauthorized"] = ServerErrorCategory.Unauthorized,
        ["Conflict"] = ServerErrorCategory.Conflict,
        ["Invalid"] = ServerErrorCategory.Invalid,
        ["BadRequest"] = ServerErrorCategory.Invalid,
        ["RequestEntityTooLarge"] = ServerErrorCategory.Invalid,
        ["AlreadyExists"] = ServerErrorCategory.AlreadyExists,
        ["Timeout"] = ServerErrorCategory.Timeout,
        ["ServerTimeout"] = ServerErrorCategory.Timeout,
        ["TooManyRequests"] = ServerErrorCategory.Unavailable,
        ["ServiceUnavailable"] = ServerErrorCategory.Unavailable,
    };

    // In this order: a lookup that timed out is first a timeout, a certificate of no authority first a certificate.
    private static readonly (string Words, ServerErrorCategory Category)[] Signs =
    [
        ("You must be logged in to the server", ServerErrorCategory.Unauthorized),
        ("getting credentials:", ServerErrorCategory.Unauthorized),
        ("Please enter Username", ServerErrorCategory.Unauthorized),
        ("no matches for kind", ServerErrorCategory.UnknownKind),
        ("the server doesn't have a resource type", ServerErrorCategory.UnknownKind),
        ("Error in configuration:", ServerErrorCategory.UnknownContext),
        ("cannot locate context", ServerErrorCategory.UnknownContext),
        ("current-context must exist", ServerErrorCategory.UnknownContext),
        ("error loading config file", ServerErrorCategory.UnknownContext),
        ("x509:", ServerErrorCategory.Certificate),
        ("tls: ", ServerErrorCategory.Certificate),
        ("i/o timeout", ServerErrorCategory.Timeout),
        ("deadline exceeded", ServerErrorCategory.Timeout),
        ("the server is currently unable to handle the request", ServerErrorCategory.Unavailable),
        ("Client.Timeout", ServerErrorCategory.Timeout),
        ("TLS handshake timeout", ServerErrorCategory.Timeout),
        ("net/http: request canceled", ServerErrorCategory.Timeout),
        ("The connection to the server", ServerErrorCategory.Unreachable),
        ("Unable to connect to the server", ServerErrorCategory.Unreachable),
        ("connection refused", ServerErrorCategory.Unreachable),
        ("connection reset", ServerErrorCategory.Unreachable),
        ("denied the request", ServerErrorCategory.Forbidden),
    ];

    public static ServerError Read(IReadOnlyList<string> lines, int exitCode)
    {
        if (lines.Count == 0)
            return new(ServerErrorCategory.Other, string.Empty, string.Create(CultureInfo.InvariantCulture, $"kubectl ended with exit code {exitCode} and said nothing."));
        var text = string.Join('\n', lines);
        if (InvalidObject().Match(text) is { Success: true } invalid) return Invalid(invalid);
        if (text.StartsWith("error: Apply failed with ", StringComparison.Ordinal)) return Conflict(lines);
        if (text.StartsWith(Stale, StringComparison.Ordinal))
            return new(ServerErrorCategory.Conflict, "Conflict", lines[0]["error: ".Length..]);
        var reason = string.Empty;
        var message = text;
        var isAnswer = false;
        if (FromServer().Match(text) is { Success: true } fromServer)
        {
            isAnswer = true;
            reason = fromServer.Groups["reason"].Value;
            message = text[fromServer.Length..];
        }
        else if (message.StartsWith("error: ", StringComparison.Ordinal))
        {
            message = message["error: ".Length..];
        }

        return FromMessage(reason, isAnswer, WhenDoing().Replace(message, string.Empty));
    }

    private static ServerError FromMessage(string reason, bool isAnswer, string message)
    {
        if (message.IndexOf(Strict, StringComparison.Ordinal) is var strict and >= 0)
            return InvalidFields(reason, message, ErrorCauses.OfStrictDecoding(message[(strict + Strict.Length)..]));

        // Then it is the server that had no answer, not the object that is wrong.
        if (message.IndexOf(NoSchema, StringComparison.Ordinal) is var download and >= 0)
            return FromMessage(reason, isAnswer, message[(download + NoSchema.Length)..].Split("; if you choose to ignore", 2)[0]);
        if (message.IndexOf(Validating, StringComparison.Ordinal) is var validating and >= 0)
            return InvalidFields(reason, message, ErrorCauses.OfClientValidation(message[(validating + Validating.Length)..]));
        if (TypedPatch().Match(message) is { Success: true } typed)
            return InvalidFields(reason, message, ErrorCauses.OfTypedPatch(message[typed.Length..]));
        if (UnnamedRight().Match(message) is { Success: true } unnamed)
        {
            // All that the server says where an apply would have to create the object and the user may not (withAuthorization in create.go).
            var resource = unnamed.Groups["resource"].Value;
            return new(ServerErrorCategory.Forbidden, reason, $"{resource} \"{unnamed.Groups["name"].Value}\" is forbidden: it is not there, and the user lacks the right to create {resource}.")
            {
                MissingRight = new(string.Empty, "create", resource, null),
            };
        }

        var category = Categorize(reason, isAnswer, message);
        return new(category, reason, OneLine(message))
        {
            MissingRight = category == ServerErrorCategory.Forbidden ? Right(message) : null,
            Advice = Advise(category, message),
        };
    }

    private static ServerErrorCategory Categorize(string reason, bool isAnswer, string message)
    {
        if (Reasons.TryGetValue(reason, out var known)) return known;
        foreach (var (words, category) in Signs)
        {
            if (!message.Contains(words, StringComparison.OrdinalIgnoreCase)) continue;

            // What the server tells of its own webhooks (refused, bad certificate) says nothing about our connection.
            if (!isAnswer || category is ServerErrorCategory.Timeout or ServerErrorCategory.Forbidden) return category;
        }

        if (isAnswer) return ServerErrorCategory.Other;
        return MissingKubeConfig().IsMatch(message) || UnknownContext().IsMatch(message) ? ServerErrorCategory.UnknownContext : ServerErrorCategory.Other;
    }

    private static ServerError Invalid(Match match)
    {
        var causes = ErrorCauses.OfInvalid(match.Groups["causes"].Value);
        return new(ServerErrorCategory.Invalid, "Invalid", $"{match.Groups["head"].Value}: {string.Join("; ", causes)}") { Causes = causes };
    }

    private static ServerError Conflict(IReadOnlyList<string> lines)
    {
        // Kubectl's advice on force-conflicts comes last; only the fields are ours.
        var facts = lines.TakeWhile(line => !line.StartsWith("Please review", StringComparison.Ordinal)).ToArray();
        facts[0] = facts[0]["error: ".Length..];
        return new(ServerErrorCategory.Conflict, "Conflict", string.Join(' ', facts)) { Causes = ErrorCauses.OfConflict(facts) };
    }

    private static ServerError InvalidFields(string reason, string message, IReadOnlyList<ErrorCause> causes) =>
        new(ServerErrorCategory.Invalid, reason, causes.Count == 0 ? OneLine(message) : string.Join("; ", causes)) { Causes = causes };

    private static MissingRight? Right(string message)
    {
        if (KubernetesRight().Match(message) is { Success: true } right)
        {
            var group = right.Groups["group"].Value;
            var resource = right.Groups["resource"].Value;
            return new(
                right.Groups["user"].Value,
                right.Groups["verb"].Value,
                group.Length == 0 ? resource : $"{resource}.{group}",
                right.Groups["namespace"] is { Success: true } place ? place.Value : null);
        }

        if (TierRight().Match(message) is not { Success: true } tiered) return null;
        return new(
            tiered.Groups["user"].Value,
            tiered.Groups["verb"].Value,
            tiered.Groups["resource"].Value,
            tiered.Groups["namespace"] is { Success: true } home ? home.Value : null,
            tiered.Groups["tier"].Value,
            tiered.Groups["needs"].Success);
    }

    private static string Advise(ServerErrorCategory category, string message) => category switch
    {
        ServerErrorCategory.UnknownKind when message.Contains("projectcalico.org/", StringComparison.Ordinal) =>
            "The cluster does not serve Calico's projectcalico.org/v3 API: install Calico with its API server, or with native v3 CRDs (Calico 3.30 and later).",
        ServerErrorCategory.UnknownContext => "`kubectl config get-contexts` lists the contexts of the kubeconfig.",
        ServerErrorCategory.Unreachable or ServerErrorCategory.Timeout => "Check the cluster's address in the kubeconfig, and that it can be reached from here.",
        ServerErrorCategory.Certificate => "The kubeconfig's certificate authority has to match the server's certificate.",
        ServerErrorCategory.Unauthorized => "Log in to the cluster again; the kubeconfig's credentials are missing or no longer valid.",
        _ => string.Empty,
    };

    private static string OneLine(string message) =>
        string.Join(' ', message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    [GeneratedRegex(@"^(?<head>The \S+ ""[^""\n]*"" is invalid): ?(?<causes>.*)$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex InvalidObject();

    [GeneratedRegex(@"^Error from server(?: \((?<reason>\w+)\))?: ", RegexOptions.CultureInvariant)]
    private static partial Regex FromServer();

    [GeneratedRegex(@"^error (?:when (?:creating|applying patch|replacing|retrieving[^:]*)|validating) ""[^""]*"": ", RegexOptions.CultureInvariant)]
    private static partial Regex WhenDoing();

    [GeneratedRegex(@"^failed to create typed patch object(?: \([^)]*\))?: (?:errors:)?", RegexOptions.CultureInvariant)]
    private static partial Regex TypedPatch();

    [GeneratedRegex(@"^(?<resource>[a-z.0-9-]+) ""(?<name>[^""]*)"" is forbidden:\s*(?:<nil>)?\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex UnnamedRight();

    [GeneratedRegex(@"User ""(?<user>[^""]*)"" cannot (?<verb>\S+) resource ""(?<resource>[^""]*)"" in API group ""(?<group>[^""]*)""(?: in the namespace ""(?<namespace>[^""]*)"")?", RegexOptions.CultureInvariant)]
    private static partial Regex KubernetesRight();

    [GeneratedRegex(@"User ""(?<user>[^""]*)"" cannot (?<verb>\S+) (?<resource>\S+) in tier ""(?<tier>[^""]*)""(?: and namespace ""(?<namespace>[^""]*)"")?(?<needs> \(user cannot get tier\))?", RegexOptions.CultureInvariant)]
    private static partial Regex TierRight();

    [GeneratedRegex(@"^stat .*: (?:no such file or directory|permission denied)$|^CreateFile .*: The system cannot find", RegexOptions.CultureInvariant)]
    private static partial Regex MissingKubeConfig();

    [GeneratedRegex(@"context ""[^""]*"" does not exist|context was not found|no configuration has been provided", RegexOptions.CultureInvariant)]
    private static partial Regex UnknownContext();
}
