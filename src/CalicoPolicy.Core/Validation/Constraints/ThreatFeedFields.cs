using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Validation.Constraints;

/// <summary>Threat feeds: words, period, format and where headers come from (Calico Enterprise's GlobalThreatFeed). No message shows a header's value.</summary>
internal sealed class ThreatFeedFields : Constraint
{
    private const int LongestDescription = 256;
    private const double ShortestPeriod = 300;

    private static readonly FieldPath Spec = FieldPath.Root["spec"];

    public override void Check(Resource subject, Violations violations)
    {
        if (subject is not GlobalThreatFeed feed) return;
        CheckWord(feed.Content, "content", "IPSet", "DomainNameSet", violations);
        CheckWord(feed.Mode, "mode", "Enabled", "Disabled", violations);
        CheckWord(feed.FeedType, "feedType", "Custom", "Builtin", violations);
        if (feed.Description is { Length: > LongestDescription } description)
            violations.Add(Spec["description"], "description", $"The description has {description.Length} characters; {LongestDescription} are allowed.", "Shorten it.");
        if (feed.GlobalNetworkSet is not null)
        {
            if (feed.Pull is null)
                violations.Add(Spec["globalNetworkSet"], "set without pull", "A feed that is kept in a global network set has to be pulled.", "Add pull, or remove globalNetworkSet.");
            if (feed.Content is "DomainNameSet")
                violations.Add(Spec["globalNetworkSet"], "set of domains", "Only a feed of addresses can be kept in a global network set.", "Write content: IPSet, or remove globalNetworkSet.");
        }

        if (feed.Pull is { } pull) CheckPull(feed, pull, violations);
    }

    private static void CheckPull(GlobalThreatFeed feed, ThreatFeedPull pull, Violations violations)
    {
        var path = Spec["pull"];
        if (pull.Period is { } period && !(GoDuration.TryParse(period, out var seconds) && seconds >= ShortestPeriod))
            violations.Add(path["period"], "period", $"The period '{period}' is no duration of at least five minutes.", "Write it as 5m, 12h or 24h.");
        if (pull.Http is not { } http)
        {
            violations.Add(path, "no http", "pull says how often, and not from where.", "Add http with the url.");
            return;
        }

        if (!Uri.TryCreate(http.Url, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            violations.Add(path["http"]["url"], "url", "The feed's url is no http or https address.", "Write the whole address, https://... .");
        CheckFormat(http.Format, path["http"]["format"], violations);
        for (var index = 0; index < http.Headers.Count; index++) CheckHeader(feed, http.Headers[index], path["http"]["headers"][index], violations);
    }

    private static void CheckFormat(ThreatFeedFormat? format, FieldPath path, Violations violations)
    {
        if (format is null) return;
        if ((format.NewlineDelimited is null ? 0 : 1) + (format.Json is null ? 0 : 1) + (format.Csv is null ? 0 : 1) > 1)
            violations.Add(path, "formats", "A feed has one format.", "Leave one of newlineDelimited, json and csv.");
        if (format.Csv is { FieldNum: not null, FieldName: not null })
            violations.Add(path["csv"], "csv field", "The column of the entries is given by number and by name.", "Leave one of fieldNum and fieldName.");
        if (format.Csv is { FieldName: not null, Header: not true })
            violations.Add(path["csv"]["fieldName"], "csv header", "A column by name needs a header line.", "Write header: true, or give the column by fieldNum.");
    }

    private static void CheckHeader(GlobalThreatFeed feed, ThreatFeedHeader header, FieldPath path, Violations violations)
    {
        if (header.Name.Length == 0) violations.Add(path, "header name", "A header has no name.", "Write its name.");
        if (header.Value is not null && header.ValueFrom is not null)
            violations.Add(path, "header value", $"The header '{header.Name}' has both value and valueFrom.", "Leave valueFrom, so that no secret stands in the file.", header.Name);
        if (header.ValueFrom is not { } source) return;
        if (source.ConfigMapKeyRef is null == source.SecretKeyRef is null)
            violations.Add(path["valueFrom"], "header source", $"The value of the header '{header.Name}' comes from exactly one of configMapKeyRef and secretKeyRef.", "Leave one of them.", header.Name);
        var prefix = $"globalthreatfeed-{feed.Name}-";
        foreach (var (field, key) in (ReadOnlySpan<(string, KeyReference?)>)[("configMapKeyRef", source.ConfigMapKeyRef), ("secretKeyRef", source.SecretKeyRef)])
        {
            if (key is not null && !key.Name.StartsWith(prefix, StringComparison.Ordinal))
                violations.Add(path["valueFrom"][field]["name"], "header object", $"The name '{key.Name}' has to begin with {prefix}.", $"Rename the object to {prefix}... .", header.Name);
        }
    }

    private static void CheckWord(string? text, string field, string one, string other, Violations violations)
    {
        if (text is null || text == one || text == other) return;
        violations.Add(Spec[field], "word", $"{field} is '{text}'; there are {one} and {other}.", $"Write {one} or {other}.", field);
    }
}
