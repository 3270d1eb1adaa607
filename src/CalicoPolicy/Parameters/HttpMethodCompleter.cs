namespace CalicoPolicy.Parameters;

/// <summary>The common HTTP methods.</summary>
public sealed class HttpMethodCompleter : WordCompleter
{
    /// <inheritdoc />
    protected override IEnumerable<string> Words => ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
}
