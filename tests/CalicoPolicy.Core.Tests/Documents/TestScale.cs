using System.Globalization;

namespace CalicoPolicy.Core.Tests.Documents;

/// <summary>How much larger than usual the random tests are to be: CALICOPOLICY_TEST_SCALE, a whole number, 1 if not set.</summary>
internal static class TestScale
{
    public static int Of(int count) =>
        int.TryParse(Environment.GetEnvironmentVariable("CALICOPOLICY_TEST_SCALE"), NumberStyles.None, CultureInfo.InvariantCulture, out var factor)
            ? count * Math.Max(1, factor)
            : count;
}
