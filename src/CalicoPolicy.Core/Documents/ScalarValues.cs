using System.Globalization;

namespace CalicoPolicy.Core.Documents;

/// <summary>
/// What the text of a plain scalar is, and its value, by the rules of the YAML 1.1 reader in kubectl (sigs.k8s.io/yaml over go-yaml v2,
/// resolve.go). JSON's numbers and words are a part of them.
/// </summary>
public static class ScalarValues
{
    /// <summary>What kubectl takes a plain (unquoted) scalar for. Dates and times of day are strings, and so is <c>=</c>.</summary>
    public static ScalarKind Resolve(string text)
    {
        if (text.Length == 0)
            return ScalarKind.Null;
        switch (text[0])
        {
            case 'y' or 'Y' or 'n' or 'N' or 't' or 'T' or 'f' or 'F' or 'o' or 'O' or '~':
                return text switch
                {
                    "~" or "null" or "Null" or "NULL" => ScalarKind.Null,
                    _ => TryGetBoolean(text, out _) ? ScalarKind.Boolean : ScalarKind.String,
                };
            case '.' or '+' or '-' or (>= '0' and <= '9'):
                return PlainNumber.TryParse(text, out var number) ? number.Kind : ScalarKind.String;
            default:
                return ScalarKind.String;
        }
    }

    /// <summary>
    /// The value of a whole number. A float without a fraction is one as well (<c>1e3</c>, <c>80.0</c>): kubectl writes it to JSON as
    /// a whole number.
    /// </summary>
    /// <returns>False where the scalar is no such number, or does not fit.</returns>
    public static bool TryGetInteger(TreeScalar scalar, out long value)
    {
        value = 0;
        if (scalar.Kind is not (ScalarKind.Integer or ScalarKind.Float) || !PlainNumber.TryParse(scalar.Text, out var number))
            return false;
        if (number.FitsLong)
        {
            value = (long)number.Integer;
            return true;
        }

        // The upper end, 2^63, is a float but no long.
        if (number.Kind != ScalarKind.Float || number.Real != Math.Truncate(number.Real) || number.Real is < -9223372036854775808.0 or >= 9223372036854775808.0)
            return false;
        value = (long)number.Real;
        return true;
    }

    /// <summary>The value of a number, <c>.inf</c> and <c>.nan</c> among them.</summary>
    /// <returns>False where the scalar is no number.</returns>
    public static bool TryGetDouble(TreeScalar scalar, out double value)
    {
        value = 0;
        if (scalar.Kind is not (ScalarKind.Integer or ScalarKind.Float) || !PlainNumber.TryParse(scalar.Text, out var number))
            return false;
        value = number.Real;
        return true;
    }

    /// <summary>The value of a Boolean, <c>yes</c>, <c>Off</c> and the other words of YAML 1.1 among them.</summary>
    /// <returns>False where the scalar is no Boolean.</returns>
    public static bool TryGetBoolean(TreeScalar scalar, out bool value)
    {
        value = false;
        return scalar.Kind == ScalarKind.Boolean && TryGetBoolean(scalar.Text, out value);
    }

    /// <summary>
    /// A number, Boolean or null in a form that JSON and every YAML version read alike: decimal, <c>true</c>, <c>null</c>; and
    /// <c>.inf</c>, <c>-.inf</c>, <c>.nan</c>, which YAML alone has. A text that is so already is given back as it is, and so is a string.
    /// </summary>
    public static string Portable(TreeScalar scalar)
    {
        switch (scalar.Kind)
        {
            case ScalarKind.Null:
                return "null";
            case ScalarKind.Boolean:
                return TryGetBoolean(scalar.Text, out var boolean) && !boolean ? "false" : "true";
            case ScalarKind.String:
            case ScalarKind.Integer when IsDecimalInteger(scalar.Text):
            case ScalarKind.Float when IsDecimalFloat(scalar.Text):
                return scalar.Text;
        }

        if (!PlainNumber.TryParse(scalar.Text, out var number))
            return scalar.Text;
        return number.Kind == ScalarKind.Integer ? number.Integer.ToString(CultureInfo.InvariantCulture) : RealText(number.Real);
    }

    private static string RealText(double value)
    {
        if (double.IsNaN(value))
            return ".nan";
        if (double.IsInfinity(value))
            return value > 0 ? ".inf" : "-.inf";
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var exponent = text.IndexOf('E', StringComparison.Ordinal);
        if (exponent < 0)
            return text.Contains('.', StringComparison.Ordinal) ? text : text + ".0";

        // A YAML 1.1 reader that goes by the book wants both the point and the exponent's sign.
        var digits = text[..exponent];
        return (digits.Contains('.', StringComparison.Ordinal) ? digits : digits + ".0") + "e" + text[(exponent + 1)..];
    }

    private static bool IsDecimalInteger(string text)
    {
        var digits = text.AsSpan(text.StartsWith('-') ? 1 : 0);
        return digits is ['0'] || (digits is [>= '1' and <= '9', ..] && digits.IndexOfAnyExceptInRange('0', '9') < 0);
    }

    private static bool IsDecimalFloat(string text)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        if (point <= 0 || !IsDecimalInteger(text[..point]))
            return false;
        var rest = text.AsSpan(point + 1);
        var exponent = rest.IndexOfAny('e', 'E');
        var fraction = exponent < 0 ? rest : rest[..exponent];
        if (fraction.IsEmpty || fraction.IndexOfAnyExceptInRange('0', '9') >= 0)
            return false;
        return exponent < 0
            || (rest[(exponent + 1)..] is ['+' or '-', _, ..] && rest[(exponent + 2)..].IndexOfAnyExceptInRange('0', '9') < 0);
    }

    private static bool TryGetBoolean(string text, out bool value)
    {
        switch (text)
        {
            case "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" or "y" or "Y":
                value = true;
                return true;
            case "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF" or "n" or "N":
                value = false;
                return true;
            default:
                value = false;
                return false;
        }
    }
}
