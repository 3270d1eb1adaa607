using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents.Json;

/// <summary>Follows a reader through UTF-8 bytes and knows line and column, in UTF-16 units. Sees each byte once.</summary>
internal sealed class Utf8Cursor
{
    private int _line = 1;
    private int _column = 1;
    private bool _afterReturn;

    /// <summary>Where the bytes seen so far end.</summary>
    public Position Position => new(_line, _column);

    /// <summary>Takes the next bytes.</summary>
    public void Advance(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            // Most of a text is plain.
            var plain = bytes.IndexOfAnyExceptInRange((byte)' ', (byte)'~');
            if (plain < 0)
                plain = bytes.Length;
            if (plain > 0)
            {
                _column += plain;
                _afterReturn = false;
                bytes = bytes[plain..];
                continue;
            }

            Take(bytes[0]);
            bytes = bytes[1..];
        }
    }

    private void Take(byte value)
    {
        if (value is (byte)'\n' or (byte)'\r')
        {
            if (value == '\r' || !_afterReturn)
                _line++;
            _column = 1;
        }
        else if ((value & 0xC0) != 0x80)
        {
            // Four bytes are a surrogate pair; the bytes after the first count nothing.
            _column += value >= 0xF0 ? 2 : 1;
        }

        _afterReturn = value == '\r';
    }
}
