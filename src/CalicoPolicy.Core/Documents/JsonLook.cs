namespace CalicoPolicy.Core.Documents;

/// <summary>Tells JSON from YAML by the first characters.</summary>
internal static class JsonLook
{
    /// <summary>Whether a text that begins so is likely to be JSON: an object with a quoted key or nothing in it, or a list of values.</summary>
    public static bool IsLikely(ReadOnlySpan<char> beginning)
    {
        var rest = beginning.TrimStart("\uFEFF \t\r\n");
        if (rest.IsEmpty || rest[0] is not ('{' or '['))
            return false;
        var isObject = rest[0] == '{';
        rest = rest[1..].TrimStart(" \t\r\n");
        if (rest.IsEmpty)
            return true;
        return isObject
            ? rest[0] is '"' or '}'
            : rest[0] is '"' or '{' or '[' or ']' or '-' or 't' or 'f' or 'n' or (>= '0' and <= '9');
    }
}
