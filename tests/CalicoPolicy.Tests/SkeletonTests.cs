namespace CalicoPolicy.Tests;

public class SkeletonTests
{
    [Fact]
    public void Runs_with_the_runtime_of_its_target_framework() =>
        Assert.StartsWith(".NET", System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription, StringComparison.Ordinal);
}
