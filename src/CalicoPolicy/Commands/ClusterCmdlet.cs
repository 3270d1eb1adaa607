using System.Management.Automation;
using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Parameters;

namespace CalicoPolicy.Commands;

/// <summary>A cmdlet that talks to clusters through kubectl.</summary>
public abstract class ClusterCmdlet : ReadingCmdlet
{
    /// <summary>The contexts of the kubeconfig, one for each cluster; the current one where none is given.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ContextCompleter))]
    public string[] Context { get; set; } = [];

    /// <summary>The kubeconfig file; kubectl's own choice where none is given.</summary>
    [Parameter]
    public string? KubeConfig { get; set; }

    /// <summary>How many seconds one answer of a cluster may take.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int Timeout { get; set; } = 60;

    /// <summary>How many questions are asked at once, of all clusters together.</summary>
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 8;

    private IReadOnlyList<string?> Contexts => Context.Length == 0 ? new string?[] { null } : Context;

    /// <summary>A way to each cluster; none where the kubeconfig is no path, which is an error then.</summary>
    private protected IReadOnlyList<KubectlProcess> Clusters() => Clusters(Contexts);

    /// <summary>A way to each cluster of some contexts; null is the current one.</summary>
    /// <param name="contexts">The contexts.</param>
    private protected IReadOnlyList<KubectlProcess> Clusters(IEnumerable<string?> contexts)
    {
        var kubeConfig = KubeConfig is null ? null : SessionPaths.ForWriting(this, KubeConfig);
        if (KubeConfig is not null && kubeConfig is null) return [];
        return
        [
            .. contexts
                .Select(context => new KubectlProcess(new() { Context = context, KubeConfig = kubeConfig, Timeout = TimeSpan.FromSeconds(Timeout) })),
        ];
    }

    /// <summary>
    /// The contexts for what was piped in: that of the cluster that it was read from, which -Context may repeat and not contradict; all
    /// of -Context for what knows no cluster. An error, and none, where they contradict each other.
    /// </summary>
    /// <param name="cluster">The cluster that it was read from; null where it does not say.</param>
    /// <param name="first">One of the objects, for the error.</param>
    private protected IReadOnlyList<string?> ContextsOf(string? cluster, object first)
    {
        if (string.IsNullOrEmpty(cluster)) return Contexts;
        if (Context.Length == 0) return [cluster == ClusterContext.InCluster ? null : cluster];
        if (Context.Contains(cluster, StringComparer.Ordinal)) return [cluster];
        WriteError(
            "ClusterContradicts",
            new ArgumentException($"{first} and what else was piped in of cluster {cluster} is of another cluster than -Context says ({string.Join(", ", Context)}): nothing of it is touched."),
            ErrorCategory.InvalidArgument,
            first,
            "Leave out -Context, so that each object is looked for in the cluster that it was read from; or name it by -Name.");
        return [];
    }

    /// <summary>The cluster that something from the pipeline was read from, by its property Cluster; null where it does not say.</summary>
    private protected static string? ClusterOf(PSObject input) => input.Properties["Cluster"]?.Value?.ToString();

    /// <summary>Reports what a cluster refused, or why it could not be asked.</summary>
    private protected void WriteError(string cluster, ServerError error) => WriteError(new ServerException(error), error, cluster);

    /// <summary>Reports what a cluster refused of something, in words of one's own.</summary>
    private protected void WriteError(string message, ServerError error, object target) => WriteError(new ServerException(error, message), error, target);

    private void WriteError(ServerException exception, ServerError error, object target)
    {
        var (id, category) = error.Category switch
        {
            ServerErrorCategory.Forbidden => ("ServerForbidden", ErrorCategory.PermissionDenied),
            ServerErrorCategory.NotFound => ("ServerNotFound", ErrorCategory.ObjectNotFound),
            ServerErrorCategory.Conflict or ServerErrorCategory.AlreadyExists => ("ServerConflict", ErrorCategory.ResourceExists),
            ServerErrorCategory.Invalid => ("ServerInvalid", ErrorCategory.InvalidData),
            ServerErrorCategory.Unauthorized => ("ServerUnauthorized", ErrorCategory.AuthenticationError),
            ServerErrorCategory.Unreachable => ("ServerUnreachable", ErrorCategory.ConnectionError),
            ServerErrorCategory.Unavailable => ("ServerUnavailable", ErrorCategory.ResourceUnavailable),
            ServerErrorCategory.Timeout => ("ServerTimeout", ErrorCategory.OperationTimeout),
            ServerErrorCategory.Certificate => ("ServerCertificate", ErrorCategory.SecurityError),
            ServerErrorCategory.UnknownKind => ("CalicoNotServed", ErrorCategory.NotInstalled),
            ServerErrorCategory.UnknownContext => ("ContextUnknown", ErrorCategory.InvalidArgument),
            _ => ("ServerFailed", ErrorCategory.InvalidResult),
        };
        var right = error.MissingRight is { } missing ? $" Have somebody grant '{missing.Verb}' on {missing.Resource} to {(missing.User.Length == 0 ? "the user" : $"'{missing.User}'")}." : string.Empty;
        WriteError(id, exception, category, target, error.Advice + right is { Length: > 0 } action ? action.Trim() : "See what kubectl says to the same question.");
    }

    /// <summary>Reports that there is no kubectl that can be used.</summary>
    private protected void WriteError(KubectlException exception) =>
        WriteError("KubectlUnavailable", exception, ErrorCategory.ResourceUnavailable, null, "Install kubectl and put it on PATH: https://kubernetes.io/docs/tasks/tools/");
}
