using CalicoPolicy.Benchmarks.Fuzzing;
using CalicoPolicy.Tests.Shared;

namespace CalicoPolicy.Core.Tests.Fuzzing;

/// <summary>The first of the inputs that <c>build.ps1 Bench fuzz</c> makes a million of.</summary>
public class FuzzProperties
{
    [Fact]
    public void Readers_and_parser_survive_mutated_inputs()
    {
        var run = new FuzzRun(FuzzTargets.All, seed: 1);
        run.Run(0, 15_000 * TestScale.Factor, TestContext.Current.CancellationToken);
        Assert.Empty(run.Failures.Select(failure => $"{failure.Kind}, input {failure.Index}: {failure.Input}"));
        Assert.Equal(15_000 * TestScale.Factor, run.Done);
    }

    [Fact]
    public void What_comes_out_of_a_target_is_a_failure_with_its_input()
    {
        var target = new FuzzTarget("short", ["aaaaaaaaaa"], ["b"], 1, text => ArgumentOutOfRangeException.ThrowIfLessThan(text.Length, 8));
        var run = new FuzzRun([target], seed: 1);
        run.Run(0, 1000, TestContext.Current.CancellationToken);
        var failure = Assert.Single(run.Failures);
        Assert.True(failure.Input.Length < 8);
        Assert.Equal(failure.Input, run.Input(failure.Index).Input);
    }

    [Fact]
    public void Inputs_depend_on_the_seed_and_their_number_only()
    {
        var one = new FuzzRun(FuzzTargets.All, seed: 1);
        Assert.Equal(new FuzzRun(FuzzTargets.All, seed: 1).Input(41).Input, one.Input(41).Input);
        Assert.Equal(100, Enumerable.Range(0, 100).Select(index => one.Input(index).Input).Distinct().Count());
        Assert.NotEqual(new FuzzRun(FuzzTargets.All, seed: 2).Input(41).Input, one.Input(41).Input);
    }
}
