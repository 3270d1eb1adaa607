using System.Buffers;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Conversion;

/// <summary>Ports as Calico reads their text (api/pkg/lib/numorstring/port.go).</summary>
internal static class PortText
{
    private const int MaxNumber = 65535;
    private const int MaxNameLength = 128;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-");

    /// <summary>Reads a port, or says why it is none.</summary>
    public static string? Read(string text, out PolicyPort port)
    {
        port = new(text);
        if (!port.IsNamed) return Range(port.Min, port.Max, out port);
        return IsName(text) && !IsDigits(text) ? null : $"'{text}' is neither a port, nor a range, nor the name of a port";
    }

    /// <summary>Makes a range, or says why there is none.</summary>
    public static string? Range(long min, long max, out PolicyPort port)
    {
        port = new(min, max);
        if (min > MaxNumber || max > MaxNumber) return $"{port} goes beyond {MaxNumber}, the last port";
        return min > max ? $"{port} ends before it begins" : null;
    }

    /// <summary>Whether Calico takes a text as the name of a port. It may be one of digits.</summary>
    public static bool IsName(string text) =>
        text.Length is > 0 and <= MaxNameLength && !text.AsSpan().ContainsAnyExcept(NameCharacters);

    /// <summary>Whether a text is digits alone; a number that is too large for any port is no name either.</summary>
    public static bool IsDigits(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExceptInRange('0', '9');
}
