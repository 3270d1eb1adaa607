using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Resources;

public class PolicyPortTests
{
    [Theory]
    [InlineData("80", 80, 80, "80")]
    [InlineData("0080", 80, 80, "80")]
    [InlineData("80:90", 80, 90, "80:90")]
    [InlineData("80:80", 80, 80, "80")]
    [InlineData("90:80", 90, 80, "90:80")]
    [InlineData("70000", 70000, 70000, "70000")]
    public void Digits_are_numbers_and_ranges(string text, long min, long max, string written)
    {
        var port = new PolicyPort(text);
        Assert.False(port.IsNamed);
        Assert.Equal((min, max), (port.Min, port.Max));
        Assert.Equal(min != max, port.IsRange);
        Assert.Equal(written, port.ToString());
        Assert.Equal(new PolicyPort(min, max), port);
    }

    [Theory]
    [InlineData("http")]
    [InlineData("80-90")]
    [InlineData("80:")]
    [InlineData(":80")]
    [InlineData("80:90:100")]
    [InlineData("-1")]
    [InlineData(" 80")]
    [InlineData("")]
    [InlineData("99999999999999999999")]
    public void Anything_else_is_a_name(string text)
    {
        var port = new PolicyPort(text);
        Assert.True(port.IsNamed);
        Assert.False(port.IsRange);
        Assert.Equal(text, port.Name);
        Assert.Equal(text, port.ToString());
    }

    [Fact]
    public void A_port_of_Kubernetes_takes_digits_for_a_name()
    {
        Assert.Equal("80", new KubernetesPort("80").Name);
        Assert.Null(new KubernetesPort("80").Number);
        Assert.Equal(80, new KubernetesPort(80).Number);
        Assert.Null(new KubernetesPort(80).Name);
        Assert.Equal("80", new KubernetesPort(80).ToString());
        Assert.NotEqual(new KubernetesPort("80"), new KubernetesPort(80));
        Assert.Equal(string.Empty, default(KubernetesPort).ToString());
    }
}
