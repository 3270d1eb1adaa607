using CalicoPolicy.Core.Cluster;

namespace CalicoPolicy.Parameters;

/// <summary>The contexts of the kubeconfig.</summary>
public sealed class ContextCompleter : WordCompleter
{
    // A completer must not keep the prompt waiting.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <inheritdoc />
    protected override IEnumerable<string> Words
    {
        get
        {
            try
            {
                using var ending = new CancellationTokenSource(Patience);
                var kubectl = new KubectlProcess(new KubectlOptions { Timeout = Patience });
                var result = Task.Run(() => kubectl.RunAsync(["config", "get-contexts", "-o", "name"], null, ending.Token), ending.Token).GetAwaiter().GetResult();
                return result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            }
            catch (Exception exception) when (exception is KubectlException or OperationCanceledException)
            {
                return [];
            }
        }
    }
}
