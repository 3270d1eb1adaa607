using System.Collections;
using System.Management.Automation;
using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Quarantine;
using CalicoPolicy.Parameters;

namespace CalicoPolicy.Commands;

/// <summary>A cmdlet that quarantines pods of clusters, lists or releases them.</summary>
public abstract class QuarantineCmdlet : ClusterCmdlet
{
    /// <summary>The tier of the quarantine.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TierCompleter))]
    public string Tier { get; set; } = QuarantineTemplate.DefaultTier;

    /// <summary>The label that isolates: a hashtable with one pair, or <c>key=value</c>.</summary>
    [Parameter]
    [LabelPairTransformation]
    [ValidateNotNull]
    public IDictionary Label { get; set; } = new Hashtable { [QuarantineTemplate.DefaultLabel.Key] = QuarantineTemplate.DefaultLabel.Value };

    /// <summary>The tier, policy and label.</summary>
    private protected QuarantineTemplate Template => new() { Tier = Tier, Label = LabelArgument.ToLabels(Label).Single() };

    /// <summary>Runs something of a cluster, and reports what it cannot be asked.</summary>
    /// <param name="kubectl">The way to the cluster.</param>
    /// <param name="run">What to do.</param>
    private protected void Ask(KubectlProcess kubectl, Action<ClusterQuarantine> run)
    {
        try
        {
            run(new(kubectl, ThrottleLimit));
        }
        catch (ServerException exception)
        {
            WriteError(kubectl.Options.Context ?? "the current context", exception.Error);
        }
        catch (KubectlException exception)
        {
            WriteError(exception);
        }
    }

    /// <summary>What is quarantined in a cluster, of the names that are asked for. What could not be read is said, and a literal name that nothing has.</summary>
    /// <param name="quarantine">The cluster.</param>
    /// <param name="names">The names, as name or namespace/name; all where none is given.</param>
    /// <param name="namespaces">The namespaces of names without one; all where none is given.</param>
    private protected IReadOnlyList<PodQuarantine> List(ClusterQuarantine quarantine, IReadOnlyList<string> names, IReadOnlyList<string> namespaces)
    {
        var listing = Wait(quarantine.ListAsync(Template, Cancellation));
        foreach (var error in listing.Errors) WriteError(listing.Cluster, error);
        foreach (var warning in listing.Warnings) WriteWarning($"{listing.Cluster}: {warning}");
        if (names.Count == 0) return [.. listing.Pods.Where(pod => namespaces.Count == 0 || namespaces.Contains(pod.Namespace, StringComparer.Ordinal))];
        var found = new HashSet<PodQuarantine>(ReferenceEqualityComparer.Instance);
        foreach (var name in names.Distinct(StringComparer.Ordinal))
        {
            var slash = name.IndexOf('/', StringComparison.Ordinal);
            IReadOnlyList<string> places = slash > 0 ? [name[..slash]] : namespaces;
            var pattern = WildcardPattern.Get(name[(slash + 1)..], WildcardOptions.None);
            var same = listing.Pods.Where(pod => pattern.IsMatch(pod.Name) && (places.Count == 0 || places.Contains(pod.Namespace, StringComparer.Ordinal))).ToList();
            found.UnionWith(same);

            // Where not all could be read that was said, and this is not known.
            if (same.Count > 0 || listing.Errors.Count > 0 || WildcardPattern.ContainsWildcardCharacters(name)) continue;
            WriteError(
                "QuarantineTargetNotFound", new ItemNotFoundException($"{listing.Cluster} has no pod '{name}' in quarantine."), ErrorCategory.ObjectNotFound, name, "See Get-Quarantine, with the same -Tier and -Label.");
        }

        return [.. listing.Pods.Where(found.Contains)];
    }

    /// <summary>Waits for a task of Core on the thread of the pipeline.</summary>
    private protected static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();

    /// <summary>Reports what could not be done.</summary>
    private protected void WriteError(QuarantineProblem problem, string cluster)
    {
        if (problem.Error is { } error && error.Category is ServerErrorCategory.Forbidden or ServerErrorCategory.Unauthorized or ServerErrorCategory.Unreachable or ServerErrorCategory.Timeout)
        {
            WriteError(cluster, error with { Message = problem.Message });
            return;
        }

        var (id, category) = problem.Fault switch
        {
            QuarantineFault.NotFound => ("QuarantineTargetNotFound", ErrorCategory.ObjectNotFound),
            QuarantineFault.HostNetwork => ("QuarantineHostNetwork", ErrorCategory.InvalidArgument),
            QuarantineFault.Ended => ("QuarantinePodEnded", ErrorCategory.InvalidArgument),
            QuarantineFault.PolicyDiffers => ("QuarantinePolicyDiffers", ErrorCategory.ResourceExists),
            QuarantineFault.NotOurs => ("QuarantineNotOurs", ErrorCategory.InvalidOperation),
            QuarantineFault.CutsOthers => ("QuarantineCutsOthers", ErrorCategory.InvalidOperation),
            QuarantineFault.CatchesOthers => ("QuarantineCatchesOthers", ErrorCategory.InvalidArgument),
            QuarantineFault.NotEvicted => ("QuarantineNotEvicted", ErrorCategory.InvalidOperation),
            QuarantineFault.Changed => ("QuarantineChanged", ErrorCategory.ResourceBusy),
            _ => ("QuarantineFailed", ErrorCategory.InvalidResult),
        };
        WriteError(id, new InvalidOperationException($"{cluster}: {problem.Message}"), category, problem.Target, problem.Action);
    }
}
