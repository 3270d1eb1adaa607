using System.Text;

namespace CalicoPolicy.Core.Cluster;

/// <summary>Reads a child's output without keeping more than a limit.</summary>
internal static class BoundedText
{
    /// <summary>All of the text, or null where it is longer than the limit.</summary>
    public static async Task<string?> ReadAllAsync(TextReader reader, int limit, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var buffer = new char[32 * 1024];
        while (true)
        {
            var count = await reader.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (count == 0) return text.ToString();
            if (count > limit - text.Length) return null;
            text.Append(buffer, 0, count);
        }
    }

    /// <summary>The end of the text: kubectl says last what went wrong. Reads on past the limit, so that the child never waits.</summary>
    public static async Task<string> ReadTailAsync(TextReader reader, int limit, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var buffer = new char[8 * 1024];
        while (true)
        {
            var count = await reader.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (count == 0) break;
            text.Append(buffer, 0, count);
            if (text.Length > 2 * limit) text.Remove(0, text.Length - limit);
        }

        return text.Length > limit ? text.ToString(text.Length - limit, limit) : text.ToString();
    }
}
