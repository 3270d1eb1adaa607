using System.Globalization;

namespace CalicoPolicy.Core.Resources;

/// <summary>A port, a range of ports (<c>8000:8099</c>), or the name of a port. Any text that is neither is kept as a name for validation to reject.</summary>
public readonly record struct PolicyPort
{
    private readonly string? _name;

    /// <summary>Takes a port number. Calico allows 1 to 65535; others are kept for validation to name.</summary>
    public PolicyPort(long port)
        : this(port, port)
    {
    }

    /// <summary>Takes a range, both ends included.</summary>
    public PolicyPort(long min, long max)
    {
        Min = min;
        Max = max;
    }

    /// <summary>Takes the text of a document: digits, digits with a colon between, or a name.</summary>
    public PolicyPort(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 && TryDigits(text, out var port))
        {
            Min = Max = port;
        }
        else if (colon > 0 && TryDigits(text.AsSpan(0, colon), out var min) && TryDigits(text.AsSpan(colon + 1), out var max))
        {
            Min = min;
            Max = max;
        }
        else
        {
            _name = text;
        }
    }

    /// <summary>The first port of the range; 0 for a named port.</summary>
    public long Min { get; }

    /// <summary>The last port of the range; 0 for a named port.</summary>
    public long Max { get; }

    /// <summary>The name; null for numbers.</summary>
    public string? Name => _name;

    /// <summary>Whether the port is given by name.</summary>
    public bool IsNamed => _name is not null;

    /// <summary>Whether this is a range of more than one port.</summary>
    public bool IsRange => !IsNamed && Min != Max;

    /// <summary>The port as Calico writes it.</summary>
    public override string ToString() => _name
        ?? (Min == Max ? Min.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{Min}:{Max}"));

    private static bool TryDigits(ReadOnlySpan<char> text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
