using System.Globalization;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Publishing;

/// <summary>Finds the field that an API server names, as in <c>spec.ingress[0].action</c> or <c>metadata.labels.example.com/a</c>.</summary>
internal static class ServerFieldPath
{
    /// <summary>The path; what cannot be understood ends it, so that it names the field around.</summary>
    public static FieldPath Parse(string text)
    {
        var path = FieldPath.Root;
        var rest = text.AsSpan().TrimStart('.');
        while (rest.Length > 0)
        {
            if (rest[0] == '[')
            {
                var end = rest.IndexOf(']');
                if (end < 0) break;
                var key = rest[1..end];
                if (int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
                    path = path[index];
                else if (IsMap(path))
                    path = path[key.ToString()];
                else
                    break;
                rest = rest[(end + 1)..].TrimStart('.');
                continue;
            }

            // Keys of labels and annotations have dots of their own.
            var length = IsMap(path) ? rest.Length : rest.IndexOfAny('.', '[');
            if (length < 0) length = rest.Length;
            path = path[rest[..length].ToString()];
            rest = rest[length..].TrimStart('.');
        }

        return path;
    }

    private static bool IsMap(FieldPath path) => path is { Depth: 2, Name: "labels" or "annotations", Parent.Name: "metadata" };
}
