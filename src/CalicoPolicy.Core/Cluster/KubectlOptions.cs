namespace CalicoPolicy.Core.Cluster;

/// <summary>How to call kubectl.</summary>
public sealed record KubectlOptions
{
    /// <summary>The context; null for the kubeconfig's current one.</summary>
    public string? Context { get; init; }

    /// <summary>The kubeconfig; null for what kubectl takes by itself (<c>KUBECONFIG</c>, then <c>~/.kube/config</c>).</summary>
    public string? KubeConfig { get; init; }

    /// <summary>How long one call may last, from its start; <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for as long as it takes.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The kubectl to run; null for the first on <c>PATH</c>.</summary>
    public string? KubectlPath { get; init; }

    /// <summary>The most characters that one call may print.</summary>
    public int MaxOutput { get; init; } = 256 * 1024 * 1024;
}
