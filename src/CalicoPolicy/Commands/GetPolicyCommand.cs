using System.Management.Automation;
using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Parameters;

namespace CalicoPolicy.Commands;

/// <summary>Lists policies, and what belongs to them, of clusters.</summary>
[Cmdlet(VerbsCommon.Get, "Policy")]
[OutputType(typeof(Resource))]
public sealed class GetPolicyCommand : ClusterReadingCmdlet
{
    /// <summary>The type name under which a resource of a cluster is shown.</summary>
    private const string ViewName = "CalicoPolicy.ClusterResource";

    private readonly HashSet<string> _found = new(StringComparer.Ordinal);
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly HashSet<(string Cluster, string Tier)> _tiers = [];
    private readonly HashSet<string> _partly = new(StringComparer.Ordinal);

    /// <summary>The names; a star stands for any text.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    /// <summary>The kinds; policies of all kinds where none is given.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(KindCompleter))]
    public string[] Kind { get; set; } = [];

    /// <summary>The namespaces; all where none is given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    public string[] Namespace { get; set; } = [];

    /// <summary>The tiers; all where none is given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TierCompleter))]
    public string[] Tier { get; set; } = [];

    /// <summary>Lists staged policies only.</summary>
    [Parameter]
    public SwitchParameter Staged { get; set; }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        var query = Query();
        var clusters = Clusters();
        if (clusters.Count == 0) return;
        var names = Name.Select(name => (Text: name, Pattern: WildcardPattern.Get(name, WildcardOptions.None))).ToList();
        try
        {
            foreach (var (progress, listing) in new ClusterLister(query, ThrottleLimit).ReadAsync(clusters, Cancellation).ToBlockingEnumerable(Cancellation))
            {
                if (progress is not null) Show(progress);
                if (listing is not null) Write(listing, names);
            }
        }
        catch (KubectlException exception)
        {
            WriteError(exception);
        }

        HideAll();
        foreach (var cluster in _asked) ReportMissing(cluster);
        foreach (var cluster in _asked.Except(_partly)) WarnOfEmpty(cluster);
    }

    private ListingQuery Query()
    {
        var kinds = new List<string>();
        foreach (var kind in Kind)
        {
            var pattern = WildcardPattern.Get(kind, WildcardOptions.IgnoreCase);
            var known = ListingQuery.KnownKinds.Where(pattern.IsMatch).ToList();
            if (known.Count == 0) ThrowKind(new ArgumentException($"There is no kind '{kind}' to list."));
            kinds.AddRange(known);
        }

        try
        {
            return ListingQuery.Of(kinds, Namespace, Tier, Staged);
        }
        catch (ArgumentException exception)
        {
            ThrowKind(exception);
            throw;
        }
    }

    private void ThrowKind(ArgumentException exception) => ThrowError(
        "KindNotListed", exception, ErrorCategory.InvalidArgument, Kind, $"Use: {string.Join(", ", ListingQuery.KnownKinds)}.");

    private void Write(ClusterListing listing, List<(string Text, WildcardPattern Pattern)> names)
    {
        _asked.Add(listing.Cluster);
        if (listing.Errors.Count + listing.MissingNamespaces.Count > 0) _partly.Add(listing.Cluster);
        foreach (var error in listing.Errors) WriteError(listing.Cluster, error);
        foreach (var ns in listing.MissingNamespaces) WriteMissing(listing.Cluster, ns);
        foreach (var resource in listing.Resources)
        {
            if (Tier.Length > 0) _tiers.Add((listing.Cluster, TierOf(resource)));
            var isWanted = names.Count == 0;
            foreach (var (text, pattern) in names)
            {
                if (!pattern.IsMatch(resource.Name)) continue;
                isWanted = true;
                _found.Add($"{listing.Cluster}\n{text}");
            }

            if (isWanted) WriteObject(WithCluster(resource, listing.Cluster));
        }
    }

    private void ReportMissing(string cluster)
    {
        foreach (var name in Name)
        {
            if (WildcardPattern.ContainsWildcardCharacters(name) || _found.Contains($"{cluster}\n{name}")) continue;
            WriteError(
                "PolicyNotFound",
                new ItemNotFoundException($"The cluster {cluster} has nothing named '{name}' of the kinds that were asked for."),
                ErrorCategory.ObjectNotFound,
                name,
                "Check the name, or ask for other kinds with -Kind; names of policies often begin with their tier: tier.name.");
        }
    }

    /// <summary>Warns of tiers in which nothing is: they may be misspelt. Whether they are there was not asked.</summary>
    private void WarnOfEmpty(string cluster)
    {
        foreach (var tier in Tier.Distinct(StringComparer.Ordinal))
        {
            if (!_tiers.Contains((cluster, tier))) WriteWarning($"{cluster}: nothing of the kinds that were asked for is in tier '{tier}'. Get-Policy -Kind Tier lists the tiers.");
        }
    }

    private static string TierOf(Resource resource) => resource switch
    {
        TieredPolicy policy => policy.Tier,
        Core.Resources.Tier tier => tier.Name,
        _ => TieredPolicy.DefaultTier,
    };

    // A resource does not know where it stands, and equals its copy elsewhere: the cluster goes beside it.
    private static PSObject WithCluster(Resource resource, string cluster)
    {
        var shown = PSObject.AsPSObject(resource);
        shown.Properties.Add(new PSNoteProperty("Cluster", cluster));
        shown.TypeNames.Insert(0, ViewName);
        return shown;
    }
}
