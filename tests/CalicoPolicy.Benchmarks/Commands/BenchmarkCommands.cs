namespace CalicoPolicy.Benchmarks.Commands;

/// <summary>The commands of the program.</summary>
internal static class BenchmarkCommands
{
    private static readonly IReadOnlyList<BenchmarkCommand> Commands =
    [
        new("import", "[--policies 10000] [--files 200] [--runs 5]", "Import-Policy over a folder: time, memory, and where they go.", ImportCommand.Run),
        new("test", "[--policies 10000] [--files 200] [--runs 3]", "Import-Policy | Test-Policy, and Test-PolicyEfficiency.", TestCommand.Run),
        new("rules", "[--policies 10000] [--files 200] [--runs 5]", "Each rule of the catalogue by itself.", RulesCommand.Run),
        new("trace", "[--flows 100000] [--runs 5]", "Trace-PolicyFlow over flows of the pipeline.", TraceCommand.Run),
        new("evaluate", "[--policies 294] [--rules 68] [--sets 3708] [--members 256000] [--flows 100000] [--runs 9]", "Verdicts on one endpoint under very many rules.", EvaluateCommand.Run),
        new("connectivity", "[--runs 3]", "All pairs: of workloads in files by the whole program, and of 100,000 pods.", ConnectivityCommand.Run),
        new("inventory", "[--pods 100000] [--policies 10000] [--sets 500] [--runs 3] [--each 0]", "All rules of the catalogue on a large cluster, and the cost of its policies; --each 1: each rule by itself too.", InventoryCommand.Run),
        new("optimize", "[--namespaces 1400] [--runs 3]", "Ten policies that are the same in very many namespaces, made into a few.", OptimizeCommand.Run),
        new("startup", "[--runs 9]", "Import of the module, and start of calico-policy.", StartupCommand.Run),
        new("aggregate", "[--count 100000] [--runs 9]", "Collapsing of address blocks.", AggregateCommand.Run),
        new("fuzz", "[--count 1000000] [--seed 1] [--first 0]", "Mutated inputs through the readers and the selector parser.", FuzzCommand.Run),
        new("micro", "[options of BenchmarkDotNet]", "BenchmarkDotNet over parts of the core.", MicroCommand.Run),
        new("corpus", "--out FOLDER [--policies 10000] [--files 200] [--seed 1]", "Writes the made-up policies that the others read.", CorpusCommand.Run),
        new(ChildCommand.Name, "", "Used by the others: one measurement in a fresh process.", ChildCommand.Run, IsHidden: true),
    ];

    public static int Run(string[] args)
    {
        var command = args.Length == 0 ? null : Commands.FirstOrDefault(command => command.Name == args[0]);
        if (command is null)
        {
            if (args.Length > 0) Console.Error.WriteLine($"There is no command '{args[0]}'.");
            Console.WriteLine("dotnet run --project tests/CalicoPolicy.Benchmarks -- <command> [options]");
            foreach (var known in Commands.Where(known => !known.IsHidden)) Console.WriteLine($"\n  {known.Name} {known.Usage}\n      {known.Summary}");
            return args.Length == 0 ? 0 : 2;
        }

        try
        {
            return command.Run(args[1..]);
        }
        catch (UsageException exception)
        {
            Console.Error.WriteLine($"{exception.Message}\nUsage: {command.Name} {command.Usage}");
            return 2;
        }
    }
}
