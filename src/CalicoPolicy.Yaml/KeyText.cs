using System.Globalization;
using CalicoPolicy.Core.Documents;

namespace CalicoPolicy.Yaml;

/// <summary>Keys that are no strings as the text that kubectl makes of them in JSON (sigs.k8s.io/yaml, convertToJSONableObject).</summary>
internal static class KeyText
{
    /// <summary>The text of a key; null where kubectl refuses it: null, and whole numbers above the signed 64 bits.</summary>
    public static string? Of(ScalarKind kind, string text)
    {
        if (kind == ScalarKind.String)
            return text;
        var scalar = new TreeScalar(kind, text, default);
        return kind switch
        {
            ScalarKind.Boolean => ScalarValues.TryGetBoolean(scalar, out var boolean) && boolean ? "true" : "false",
            ScalarKind.Integer => ScalarValues.TryGetInteger(scalar, out var integer) ? integer.ToString(CultureInfo.InvariantCulture) : null,
            ScalarKind.Float => ScalarValues.TryGetDouble(scalar, out var real) ? OfFloat((float)real) : null,
            _ => null,
        };
    }

    /// <summary>Go's strconv.FormatFloat(value, 'g', -1, 32): the fewest digits of a 32-bit float, with an exponent below 1e-4 and from 1e6 on.</summary>
    private static string OfFloat(float value)
    {
        if (!float.IsFinite(value))
            return float.IsNaN(value) ? ".nan" : value > 0 ? ".inf" : "-.inf";
        var sign = float.IsNegative(value) ? "-" : "";
        if (value == 0)
            return sign + "0";

        // .NET's shortest text has the same digits; only where the point and the exponent stand differs.
        var shortest = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture).Split('E');
        var mantissa = shortest[0].Split('.');
        var exponent = shortest.Length > 1 ? int.Parse(shortest[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : 0;
        var all = string.Concat(mantissa);
        var digits = all.TrimStart('0');
        exponent += mantissa[0].Length - 1 - (all.Length - digits.Length);
        digits = digits.TrimEnd('0');
        if (exponent is < -4 or >= 6)
        {
            var point = digits.Length > 1 ? "." : "";
            var exponentSign = exponent < 0 ? '-' : '+';
            return string.Create(CultureInfo.InvariantCulture, $"{sign}{digits[0]}{point}{digits.AsSpan(1)}e{exponentSign}{Math.Abs(exponent):00}");
        }

        if (exponent < 0)
            return sign + "0." + new string('0', -exponent - 1) + digits;
        return digits.Length <= exponent + 1
            ? sign + digits.PadRight(exponent + 1, '0')
            : sign + digits[..(exponent + 1)] + "." + digits[(exponent + 1)..];
    }
}
