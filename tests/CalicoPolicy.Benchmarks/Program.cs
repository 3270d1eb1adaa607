using CalicoPolicy.Benchmarks.Commands;

return BenchmarkCommands.Run(args);
