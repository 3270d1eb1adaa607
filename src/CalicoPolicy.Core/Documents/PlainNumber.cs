using System.Globalization;

namespace CalicoPolicy.Core.Documents;

/// <summary>
/// A number as the YAML reader of kubectl understands it (go-yaml v2: strconv.ParseInt with base 0 after taking out underscores,
/// then decimal floats). Whole numbers that fit neither a signed nor an unsigned 64-bit integer are floats, as there.
/// </summary>
/// <param name="Kind"><see cref="ScalarKind.Integer"/> or <see cref="ScalarKind.Float"/>.</param>
/// <param name="Integer">The value of a whole number, from -2^63 to 2^64 - 1; 0 for floats.</param>
/// <param name="Real">The value as a float, nearest to it.</param>
internal readonly record struct PlainNumber(ScalarKind Kind, Int128 Integer, double Real)
{
    /// <summary>Whether this is a whole number that a signed 64-bit integer holds.</summary>
    public bool FitsLong => Kind == ScalarKind.Integer && Integer <= long.MaxValue;

    /// <summary>Reads a number; false where the text is none, and thus a string.</summary>
    public static bool TryParse(string text, out PlainNumber number)
    {
        number = default;
        if (text.Length == 0)
            return false;
        if (text[0] == '.')
            return TryParsePointFirst(text, out number);
        if (!char.IsAsciiDigit(text[0]) && text[0] is not ('+' or '-'))
            return false;
        if (TryParseShort(text, out number))
            return true;
        switch (text)
        {
            case "+.inf" or "+.Inf" or "+.INF":
                number = OfReal(double.PositiveInfinity);
                return true;
            case "-.inf" or "-.Inf" or "-.INF":
                number = OfReal(double.NegativeInfinity);
                return true;
        }

        var plain = text.Contains('_', StringComparison.Ordinal) ? text.Replace("_", "", StringComparison.Ordinal) : text;
        return TryParseInteger(plain, out number) || TryParseDecimal(plain, out number) || TryParseBinary(plain, out number);
    }

    private static PlainNumber OfReal(double value) => new(ScalarKind.Float, 0, value);

    private static PlainNumber OfInteger(Int128 value) => new(ScalarKind.Integer, value, (double)value);

    /// <summary>Nearly all numbers of real documents: ports, orders, indexes.</summary>
    private static bool TryParseShort(string text, out PlainNumber number)
    {
        number = default;
        if (text.Length > 18 || (text[0] == '0' && text.Length > 1))
            return false;
        long value = 0;
        foreach (var character in text)
        {
            if (!char.IsAsciiDigit(character))
                return false;
            value = (value * 10) + (character - '0');
        }

        number = OfInteger(value);
        return true;
    }

    private static bool TryParsePointFirst(string text, out PlainNumber number)
    {
        switch (text)
        {
            case ".inf" or ".Inf" or ".INF":
                number = OfReal(double.PositiveInfinity);
                return true;
            case ".nan" or ".NaN" or ".NAN":
                number = OfReal(double.NaN);
                return true;
        }

        // Here alone underscores must stand between digits: this text goes to Go's float reader as it is.
        for (var index = 1; index < text.Length; index++)
        {
            if (text[index] == '_' && !(char.IsAsciiDigit(text[index - 1]) && index + 1 < text.Length && char.IsAsciiDigit(text[index + 1])))
            {
                // A run of underscores is wrong as well, so looking at the neighbours is enough.
                number = default;
                return false;
            }
        }

        return TryParseDecimal(text.Replace("_", "", StringComparison.Ordinal), out number);
    }

    private static bool TryParseInteger(ReadOnlySpan<char> text, out PlainNumber number)
    {
        number = default;
        var signed = text[0] is '+' or '-';
        var negative = text[0] == '-';
        if (!TryParseDigits(signed ? text[1..] : text, 0, out var magnitude))
            return false;
        // Go reads up to 2^64 - 1 where there is no sign, and a signed 64-bit integer where there is one.
        if (signed && magnitude > (negative ? 1UL << 63 : long.MaxValue))
            return false;
        number = OfInteger(negative ? -(Int128)magnitude : magnitude);
        return true;
    }

    /// <summary>What ParseInt leaves over: a sign after the prefix, as in <c>0b-1</c>.</summary>
    private static bool TryParseBinary(string text, out PlainNumber number)
    {
        number = default;
        if (!text.StartsWith("0b", StringComparison.Ordinal) || text.Length < 4 || text[2] is not ('+' or '-')
            || !TryParseDigits(text.AsSpan(3), 2, out var magnitude) || magnitude > long.MaxValue)
            return false;
        number = OfInteger(text[2] == '-' ? -(Int128)magnitude : magnitude);
        return true;
    }

    private static bool TryParseDigits(ReadOnlySpan<char> digits, uint radix, out ulong value)
    {
        value = 0;
        if (digits.IsEmpty)
            return false;
        if (radix == 0)
            radix = TakePrefix(ref digits);
        foreach (var character in digits)
        {
            var digit = Digit(character);
            if (digit >= radix || value > (ulong.MaxValue - digit) / radix)
                return false;
            value = (value * radix) + digit;
        }

        return true;
    }

    private static uint TakePrefix(ref ReadOnlySpan<char> digits)
    {
        if (digits[0] != '0')
            return 10;
        var radix = digits.Length < 3 ? 8u : digits[1] switch { 'b' or 'B' => 2u, 'o' or 'O' => 8u, 'x' or 'X' => 16u, _ => 0u };
        var prefix = digits.Length < 3 || radix == 0 ? 1 : 2;
        digits = digits[prefix..];
        return radix == 0 ? 8 : radix;
    }

    private static uint Digit(char character) => character switch
    {
        >= '0' and <= '9' => (uint)(character - '0'),
        >= 'a' and <= 'f' => (uint)(character - 'a' + 10),
        >= 'A' and <= 'F' => (uint)(character - 'A' + 10),
        _ => uint.MaxValue,
    };

    /// <summary>A sign, digits, a point and digits, an exponent; too large a number is none, too small a one is 0.</summary>
    private static bool TryParseDecimal(string text, out PlainNumber number)
    {
        number = default;
        var index = text[0] is '+' or '-' ? 1 : 0;
        var whole = SkipDigits(text, ref index);
        var fraction = 0;
        if (index < text.Length && text[index] == '.')
        {
            index++;
            fraction = SkipDigits(text, ref index);
        }

        if (whole + fraction == 0)
            return false;
        if (index < text.Length && text[index] is 'e' or 'E')
        {
            index++;
            if (index < text.Length && text[index] is '+' or '-')
                index++;
            if (SkipDigits(text, ref index) == 0)
                return false;
        }

        if (index != text.Length || !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || double.IsInfinity(value))
            return false;
        number = OfReal(value);
        return true;
    }

    private static int SkipDigits(string text, ref int index)
    {
        var start = index;
        while (index < text.Length && char.IsAsciiDigit(text[index]))
            index++;
        return index - start;
    }
}
