using CalicoPolicy.Core.Documents;

namespace CalicoPolicy.Core.Tests.Documents;

/// <summary>
/// What plain scalars are. The expected JSON is what kubectl 1.32 prints for <c>v: TEXT</c> with <c>annotate --local -o json</c>,
/// except <c>.inf</c> and <c>.nan</c>, which it recognises but cannot print.
/// </summary>
public class ScalarResolutionTests
{
    [Theory]
    [InlineData("y", "true")]
    [InlineData("Y", "true")]
    [InlineData("yes", "true")]
    [InlineData("Yes", "true")]
    [InlineData("YES", "true")]
    [InlineData("yEs", "'yEs'")]
    [InlineData("on", "true")]
    [InlineData("On", "true")]
    [InlineData("ON", "true")]
    [InlineData("oN", "'oN'")]
    [InlineData("n", "false")]
    [InlineData("N", "false")]
    [InlineData("no", "false")]
    [InlineData("No", "false")]
    [InlineData("NO", "false")]
    [InlineData("off", "false")]
    [InlineData("Off", "false")]
    [InlineData("OFF", "false")]
    [InlineData("true", "true")]
    [InlineData("True", "true")]
    [InlineData("TRUE", "true")]
    [InlineData("tRue", "'tRue'")]
    [InlineData("false", "false")]
    [InlineData("False", "false")]
    [InlineData("FALSE", "false")]
    [InlineData("~", "null")]
    [InlineData("null", "null")]
    [InlineData("Null", "null")]
    [InlineData("NULL", "null")]
    [InlineData("nULL", "'nULL'")]
    [InlineData("~a", "'~a'")]
    [InlineData("", "null")]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("+0", "0")]
    [InlineData("00", "0")]
    [InlineData("007", "7")]
    [InlineData("0755", "493")]
    [InlineData("-0755", "-493")]
    [InlineData("08", "8.0")]
    [InlineData("089", "89.0")]
    [InlineData("0o17", "15")]
    [InlineData("0O17", "15")]
    [InlineData("0o8", "'0o8'")]
    [InlineData("0x1F", "31")]
    [InlineData("0X1f", "31")]
    [InlineData("-0x1F", "-31")]
    [InlineData("+0x1F", "31")]
    [InlineData("0xG", "'0xG'")]
    [InlineData("0x", "'0x'")]
    [InlineData("0b1", "1")]
    [InlineData("0B101", "5")]
    [InlineData("0b2", "'0b2'")]
    [InlineData("-0b1", "-1")]
    [InlineData("+0b1", "1")]
    [InlineData("0b-1", "-1")]
    [InlineData("0b+1", "1")]
    [InlineData("-0b-1", "'-0b-1'")]
    [InlineData("0b", "'0b'")]
    [InlineData("1_000", "1000")]
    [InlineData("1__0", "10")]
    [InlineData("1_", "1")]
    [InlineData("_1", "'_1'")]
    [InlineData("0x_1F", "31")]
    [InlineData("0_755", "493")]
    [InlineData("+1", "1")]
    [InlineData("++1", "'++1'")]
    [InlineData("1.", "1.0")]
    [InlineData("1.5", "1.5")]
    [InlineData(".5", "0.5")]
    [InlineData("-.5", "-0.5")]
    [InlineData("+.5", "0.5")]
    [InlineData("1.e3", "1000.0")]
    [InlineData("1e3", "1000.0")]
    [InlineData("1E+05", "100000.0")]
    [InlineData("1e-3", "0.001")]
    [InlineData("1e", "'1e'")]
    [InlineData(".e3", "'.e3'")]
    [InlineData(".5e3", "500.0")]
    [InlineData(".5_0", "0.5")]
    [InlineData("._5", "'._5'")]
    [InlineData(".5_", "'.5_'")]
    [InlineData("1_0.5_0", "10.5")]
    [InlineData("1e1_0", "10000000000.0")]
    [InlineData(".1.2", "'.1.2'")]
    [InlineData("1.2.3", "'1.2.3'")]
    [InlineData("10.0.0.1", "'10.0.0.1'")]
    [InlineData("1,000", "'1,000'")]
    [InlineData("0888.5", "888.5")]
    [InlineData("+.e1", "'+.e1'")]
    [InlineData("inf", "'inf'")]
    [InlineData("NaN", "'NaN'")]
    [InlineData("Infinity", "'Infinity'")]
    [InlineData(".iNF", "'.iNF'")]
    [InlineData(".Nan", "'.Nan'")]
    [InlineData("-.nan", "'-.nan'")]
    [InlineData(".inf", ".inf")]
    [InlineData(".Inf", ".inf")]
    [InlineData("+.INF", ".inf")]
    [InlineData("-.inf", "-.inf")]
    [InlineData(".nan", ".nan")]
    [InlineData(".NAN", ".nan")]
    [InlineData("1e400", "'1e400'")]
    [InlineData("-1e400", "'-1e400'")]
    [InlineData("1e-400", "0.0")]
    [InlineData("1:30", "'1:30'")]
    [InlineData("12:30:45", "'12:30:45'")]
    [InlineData("190:20:30.15", "'190:20:30.15'")]
    [InlineData("2001-01-01", "'2001-01-01'")]
    [InlineData("2001-1-1", "'2001-1-1'")]
    [InlineData("2001-12-14T21:59:43.10-05:00", "'2001-12-14T21:59:43.10-05:00'")]
    [InlineData("9223372036854775807", "9223372036854775807")]
    [InlineData("9223372036854775808", "9223372036854775808")]
    [InlineData("18446744073709551615", "18446744073709551615")]
    [InlineData("18446744073709551616", "1.8446744073709552e+19")]
    [InlineData("-9223372036854775808", "-9223372036854775808")]
    [InlineData("-9223372036854775809", "-9.223372036854776e+18")]
    [InlineData("+9223372036854775808", "9.223372036854776e+18")]
    [InlineData("0xFFFFFFFFFFFFFFFF", "18446744073709551615")]
    [InlineData("0x10000000000000000", "'0x10000000000000000'")]
    [InlineData("0x1p4", "'0x1p4'")]
    [InlineData("=", "'='")]
    [InlineData("<<", "'<<'")]
    [InlineData("\"12\"", "'12'")]
    [InlineData("'yes'", "'yes'")]
    [InlineData("!!str 12", "'12'")]
    [InlineData("!!str ~", "'~'")]
    [InlineData("!!int \"12\"", "12")]
    [InlineData("!!int \"0x1F\"", "31")]
    [InlineData("!!float 1", "1.0")]
    [InlineData("!!float \"1.5\"", "1.5")]
    [InlineData("!!bool \"yes\"", "true")]
    [InlineData("!!null \"\"", "null")]
    [InlineData("!!binary aGVsbG8=", "'hello'")]
    [InlineData("!!timestamp 2001-01-01", "'2001-01-01'")]
    [InlineData("! 12", "'12'")]
    [InlineData("!<tag:yaml.org,2002:str> 12", "'12'")]
    public void A_scalar_is_what_kubectl_takes_it_for(string source, string expected)
    {
        var scalar = Trees.Scalar(source);
        var shown = scalar.Kind == ScalarKind.String ? "'" + scalar.Text + "'" : ScalarValues.Portable(scalar);
        Assert.Equal(expected, shown == "-0" ? "0" : shown);
    }

    [Theory]
    [InlineData("!!int abc")]
    [InlineData("!!int 1.5")]
    [InlineData("!!bool 1")]
    [InlineData("!!float abc")]
    [InlineData("!!null x")]
    [InlineData("!!binary '%%'")]
    [InlineData("!!binary /w==")]
    [InlineData("!local x")]
    [InlineData("!!foo x")]
    public void A_type_that_does_not_fit_or_is_not_known_is_an_error_at_its_place(string source)
    {
        var error = Assert.Single(Assert.Single(Trees.ReadYaml("a: 1\nv: " + source + "\n")).Errors);
        Assert.Equal(DocumentErrorCode.InvalidSyntax, error.Code);
        Assert.Equal("2:4", error.Span.Start.ToString());
    }

    [Theory]
    [InlineData("0x1F", 31)]
    [InlineData("-0b11", -3)]
    [InlineData("0o17", 15)]
    [InlineData("017", 15)]
    [InlineData("1_000", 1000)]
    [InlineData("1e3", 1000)]
    [InlineData("80.0", 80)]
    [InlineData("-9223372036854775808", long.MinValue)]
    public void Whole_numbers_have_a_value(string text, long expected)
    {
        Assert.True(ScalarValues.TryGetInteger(Trees.Scalar(text), out var value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("1.5")]
    [InlineData("9223372036854775808")]
    [InlineData("1e19")]
    [InlineData(".inf")]
    [InlineData(".nan")]
    [InlineData("'12'")]
    [InlineData("yes")]
    public void What_is_no_whole_number_of_64_bits_has_none(string text) =>
        Assert.False(ScalarValues.TryGetInteger(Trees.Scalar(text), out _));

    [Theory]
    [InlineData("1.5", 1.5)]
    [InlineData("017", 15)]
    [InlineData("-.inf", double.NegativeInfinity)]
    [InlineData("1_0.5", 10.5)]
    [InlineData("18446744073709551615", 18446744073709551615.0)]
    public void Numbers_have_a_value_as_a_float(string text, double expected)
    {
        Assert.True(ScalarValues.TryGetDouble(Trees.Scalar(text), out var value));
        Assert.Equal(expected, value);
    }

    [Fact]
    public void Booleans_have_a_value()
    {
        Assert.True(ScalarValues.TryGetBoolean(Trees.Scalar("On"), out var on) && on);
        Assert.True(ScalarValues.TryGetBoolean(Trees.Scalar("n"), out var no) && !no);
        Assert.False(ScalarValues.TryGetBoolean(Trees.Scalar("'true'"), out _));
        Assert.False(ScalarValues.TryGetDouble(Trees.Scalar("'1'"), out _));
    }

    // Keys: the JSON key that kubectl makes.
    [Theory]
    [InlineData("yes", "true")]
    [InlineData("n", "false")]
    [InlineData("1", "1")]
    [InlineData("0x10", "16")]
    [InlineData("-0", "0")]
    [InlineData("1.5", "1.5")]
    [InlineData("1e10", "1e+10")]
    [InlineData("3.14159265358979", "3.1415927")]
    [InlineData("1234567.0", "1.234567e+06")]
    [InlineData("1000000.0", "1e+06")]
    [InlineData("100000.0", "100000")]
    [InlineData("12345.678", "12345.678")]
    [InlineData("0.0001", "0.0001")]
    [InlineData("1e-7", "1e-07")]
    [InlineData("1.25e-7", "1.25e-07")]
    [InlineData("1e40", ".inf")]
    [InlineData("-.inf", "-.inf")]
    [InlineData(".nan", ".nan")]
    [InlineData("-0.0", "-0")]
    [InlineData("2001-01-01", "2001-01-01")]
    [InlineData("!!str 1", "1")]
    [InlineData("'<<'", "<<")]
    [InlineData("? |\n  a\n", "a\n")]
    public void A_key_is_the_text_that_kubectl_makes_of_it(string source, string expected)
    {
        var mapping = Assert.IsType<TreeMapping>(Trees.Yaml(source + ": x\n"));
        Assert.Equal(expected, Assert.Single(mapping.Fields).Key);
    }

    [Theory]
    [InlineData("~: x")]
    [InlineData("18446744073709551615: x")]
    [InlineData("{a: b}: x")]
    [InlineData("[a]: x")]
    [InlineData("? [a]\n: x")]
    [InlineData("? - a\n: x")]
    [InlineData("{{ template }}: x")]
    public void A_key_that_kubectl_refuses_is_an_error(string source)
    {
        var errors = Assert.Single(Trees.ReadYaml(source + "\n")).Errors;
        Assert.Contains(errors, error => error.Code == DocumentErrorCode.InvalidSyntax && error.Span.Start.Line == 1);
    }
}
