using System.Globalization;

namespace CalicoPolicy.Tests.Shared;

/// <summary>How much randomised tests try: CALICOPOLICY_TEST_SCALE, 1 where it is not set, multiplies their counts.</summary>
internal static class TestScale
{
    public static int Factor { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("CALICOPOLICY_TEST_SCALE"), NumberStyles.None, CultureInfo.InvariantCulture, out var factor) && factor > 0 ? factor : 1;
}
