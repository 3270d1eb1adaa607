using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using CalicoPolicy.Tests.Shared;

namespace CalicoPolicy.Benchmarks.Commands;

/// <summary>BenchmarkDotNet over parts of the core; its own options are handed on.</summary>
internal static class MicroCommand
{
    public static int Run(string[] args)
    {
        // In this process: no project is generated and built, which the central build settings would refuse.
        var config = DefaultConfig.Instance
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
            .AddDiagnoser(MemoryDiagnoser.Default)
            .WithArtifactsPath(Repository.Path("out", "benchmarks"));
        BenchmarkSwitcher.FromAssembly(typeof(MicroCommand).Assembly).Run(args.Length == 0 ? ["--filter", "*"] : args, config);
        return 0;
    }
}
