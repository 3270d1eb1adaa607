using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents.Mapping;

/// <summary>How the kinds of Calico Enterprise alone look (calico-policy.md 1.10 and 1.11).</summary>
internal static class EnterpriseSchemas
{
    private static readonly ObjectSchema<NamespaceRecommendation> Namespaces = new(new(), new FieldList<NamespaceRecommendation>()
        .Text("recStatus", spec => spec.RecStatus, (spec, value) => spec with { RecStatus = value })
        .Text("selector", spec => spec.Selector, (spec, value) => spec with { Selector = value })
        .Boolean("intraNamespacePassThroughTraffic", spec => spec.IntraNamespacePassThroughTraffic, (spec, value) => spec with { IntraNamespacePassThroughTraffic = value })
        .Text("tierName", spec => spec.TierName, (spec, value) => spec with { TierName = value }));

    private static readonly ObjectSchema<HostEndpointRecommendation> HostEndpoints = new(new(), new FieldList<HostEndpointRecommendation>()
        .Text("recommendationStatus", spec => spec.RecommendationStatus, (spec, value) => spec with { RecommendationStatus = value })
        .Text("selector", spec => spec.Selector, (spec, value) => spec with { Selector = value })
        .Text("tierName", spec => spec.TierName, (spec, value) => spec with { TierName = value }));

    private static readonly ObjectSchema<KeyReference> Key = new(new(), new FieldList<KeyReference>()
        .RequiredText("name", key => key.Name, (key, value) => key with { Name = value })
        .RequiredText("key", key => key.Key, (key, value) => key with { Key = value })
        .Boolean("optional", key => key.Optional, (key, value) => key with { Optional = value }));

    private static readonly ObjectSchema<ThreatFeedHeaderSource> HeaderSource = new(new(), new FieldList<ThreatFeedHeaderSource>()
        .Optional("configMapKeyRef", Key, source => source.ConfigMapKeyRef, (source, value) => source with { ConfigMapKeyRef = value })
        .Optional("secretKeyRef", Key, source => source.SecretKeyRef, (source, value) => source with { SecretKeyRef = value }));

    private static readonly ObjectSchema<ThreatFeedHeader> Header = new(new(), new FieldList<ThreatFeedHeader>()
        .RequiredText("name", header => header.Name, (header, value) => header with { Name = value })
        .Text("value", header => header.Value, (header, value) => header with { Value = value })
        .Optional("valueFrom", HeaderSource, header => header.ValueFrom, (header, value) => header with { ValueFrom = value }));

    private static readonly ObjectSchema<ThreatFeedCsv> Csv = new(new(), new FieldList<ThreatFeedCsv>()
        .Integer("fieldNum", csv => csv.FieldNum, (csv, value) => csv with { FieldNum = value })
        .Text("fieldName", csv => csv.FieldName, (csv, value) => csv with { FieldName = value })
        .Boolean("header", csv => csv.Header, (csv, value) => csv with { Header = value })
        .Text("columnDelimiter", csv => csv.ColumnDelimiter, (csv, value) => csv with { ColumnDelimiter = value })
        .Text("commentDelimiter", csv => csv.CommentDelimiter, (csv, value) => csv with { CommentDelimiter = value })
        .Integer("recordSize", csv => csv.RecordSize, (csv, value) => csv with { RecordSize = value })
        .Boolean("disableRecordSizeValidation", csv => csv.DisableRecordSizeValidation, (csv, value) => csv with { DisableRecordSizeValidation = value }));

    private static readonly ObjectSchema<ThreatFeedFormat> Format = new(new(), new FieldList<ThreatFeedFormat>()
        .Optional("newlineDelimited", new ObjectSchema<ThreatFeedLines>(new(), new()), format => format.NewlineDelimited, (format, value) => format with { NewlineDelimited = value })
        .Optional("json", new ObjectSchema<ThreatFeedJson>(new(), new FieldList<ThreatFeedJson>()
            .Text("path", json => json.Path, (json, value) => json with { Path = value })), format => format.Json, (format, value) => format with { Json = value })
        .Optional("csv", Csv, format => format.Csv, (format, value) => format with { Csv = value }));

    private static readonly ObjectSchema<ThreatFeedRequest> Request = new(new(), new FieldList<ThreatFeedRequest>()
        .RequiredText("url", request => request.Url, (request, value) => request with { Url = value })
        .Optional("format", Format, request => request.Format, (request, value) => request with { Format = value })
        .List("headers", Header, request => request.Headers, (request, value) => request with { Headers = value }));

    private static readonly ObjectSchema<ThreatFeedPull> Pull = new(new(), new FieldList<ThreatFeedPull>()
        .Text("period", pull => pull.Period, (pull, value) => pull with { Period = value })
        .Optional("http", Request, pull => pull.Http, (pull, value) => pull with { Http = value }));

    private static readonly ObjectSchema<ThreatFeedSet> Set = new(new(), new FieldList<ThreatFeedSet>()
        .Labels("labels", set => set.Labels, (set, value) => set with { Labels = value }));

    public static IEnumerable<IResourceSchema> All { get; } =
    [
        PolicySchemas.Calico(new PolicyRecommendationScope(), new FieldList<PolicyRecommendationScope>()
            .Text("interval", scope => scope.Interval, (scope, value) => scope with { Interval = value })
            .Text("initialLookback", scope => scope.InitialLookback, (scope, value) => scope with { InitialLookback = value })
            .Text("stabilizationPeriod", scope => scope.StabilizationPeriod, (scope, value) => scope with { StabilizationPeriod = value })
            .Integer("maxRules", scope => scope.MaxRules, (scope, value) => scope with { MaxRules = value })
            .Integer("policiesLearningCutOff", scope => scope.PoliciesLearningCutOff, (scope, value) => scope with { PoliciesLearningCutOff = value })
            .Optional("namespaceSpec", Namespaces, scope => scope.NamespaceSpec, (scope, value) => scope with { NamespaceSpec = value })
            .Optional("hostEndpointSpec", HostEndpoints, scope => scope.HostEndpointSpec, (scope, value) => scope with { HostEndpointSpec = value })),
        PolicySchemas.Calico(new GlobalThreatFeed(), new FieldList<GlobalThreatFeed>()
            .Text("content", feed => feed.Content, (feed, value) => feed with { Content = value })
            .Text("mode", feed => feed.Mode, (feed, value) => feed with { Mode = value })
            .Text("description", feed => feed.Description, (feed, value) => feed with { Description = value })
            .Text("feedType", feed => feed.FeedType, (feed, value) => feed with { FeedType = value })
            .Optional("globalNetworkSet", Set, feed => feed.GlobalNetworkSet, (feed, value) => feed with { GlobalNetworkSet = value })
            .Optional("pull", Pull, feed => feed.Pull, (feed, value) => feed with { Pull = value })),
    ];
}
