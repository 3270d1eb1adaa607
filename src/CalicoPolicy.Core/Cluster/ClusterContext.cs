namespace CalicoPolicy.Core.Cluster;

/// <summary>The context that kubectl works in.</summary>
/// <param name="Name">The context's name; <c>in-cluster</c> in a pod without a kubeconfig.</param>
/// <param name="Namespace">Where objects go that name no namespace.</param>
public sealed record ClusterContext(string Name, string Namespace)
{
    /// <summary>The name in a pod without a kubeconfig, which is no context that kubectl knows.</summary>
    public const string InCluster = "in-cluster";

    /// <summary>The name as kubectl knows it; null in a pod without a kubeconfig.</summary>
    internal string? KubeConfigName => Name == InCluster ? null : Name;

    private const string PodNamespaceFile = "/var/run/secrets/kubernetes.io/serviceaccount/namespace";

    /// <summary>Asks kubectl, once, which reads the kubeconfig only: no server is needed, and no credential is printed.</summary>
    /// <param name="kubectl">The runner.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The context, or what is wrong with it: one of the two is null.</returns>
    /// <exception cref="KubectlException">There is no kubectl that can be used.</exception>
    public static async Task<(ClusterContext? Context, ServerError? Error)> ReadAsync(KubectlProcess kubectl, CancellationToken cancellationToken)
    {
        if (kubectl.Known is { } known) return (known, null);
        var (context, error) = await AskAsync(kubectl, cancellationToken).ConfigureAwait(false);
        kubectl.Known = context;
        return (context, error);
    }

    private static async Task<(ClusterContext? Context, ServerError? Error)> AskAsync(KubectlProcess kubectl, CancellationToken cancellationToken)
    {
        if (kubectl.Options.KubeConfig is { } file && !File.Exists(file)) return (null, Unknown($"There is no kubeconfig at '{file}'."));
        string[] arguments = ["config", "view", "--minify", "-o", "jsonpath={.contexts[0].name}{\"\\n\"}{.contexts[0].context.namespace}"];
        var result = await kubectl.RunAsync(arguments, null, cancellationToken).ConfigureAwait(false);
        if (result.Error is { } error)
        {
            if (!error.Message.Contains("current-context must exist", StringComparison.Ordinal)) return (null, error);
            return IsInPod(kubectl.Options)
                ? (new(InCluster, await PodNamespaceAsync(cancellationToken).ConfigureAwait(false)), null)
                : (null, Unknown("The kubeconfig has no current context."));
        }

        var lines = result.Output.Split('\n');
        return (new(lines[0], lines.Length > 1 && lines[1].Length > 0 ? lines[1] : "default"), null);
    }

    private static bool IsInPod(KubectlOptions options) =>
        options is { Context: null, KubeConfig: null } && Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_HOST") is { Length: > 0 };

    private static async Task<string> PodNamespaceAsync(CancellationToken cancellationToken) =>
        File.Exists(PodNamespaceFile) ? (await File.ReadAllTextAsync(PodNamespaceFile, cancellationToken).ConfigureAwait(false)).Trim() : "default";

    private static ServerError Unknown(string message) =>
        new(ServerErrorCategory.UnknownContext, string.Empty, message) { Advice = "Name a context with -Context, or a kubeconfig with -KubeConfig." };
}
