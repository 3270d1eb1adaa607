using CalicoPolicy.Core.Tests.Rules;
using static CalicoPolicy.Core.Tests.Validation.Samples;

namespace CalicoPolicy.Core.Tests.Validation;

/// <summary>Durations as Go reads them, through the field that holds one.</summary>
public class GoDurationTests
{
    [Theory]
    [InlineData("2m30s")]
    [InlineData("24h")]
    [InlineData("1.5h")]
    [InlineData("300ms")]
    [InlineData("+5m")]
    [InlineData(".5s")]
    [InlineData("1h2m3s4ms5us6ns")]
    public void Durations_are_taken(string text) => Assert.Empty(Errors(Scope($"{{interval: '{text}'}}")));

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("5 m")]
    [InlineData("m")]
    [InlineData("1d")]
    [InlineData(".s")]
    [InlineData("1.2.3s")]
    [InlineData("-5m")]
    [InlineData("0")]
    [InlineData("0s")]
    public void Others_and_those_that_are_no_time_are_not(string text) =>
        Assert.Equal(["$.spec.interval"], Input.Paths("CP3001", Scope($"{{interval: '{text}'}}")));
}
