namespace CalicoPolicy.Benchmarks.Fuzzing;

/// <summary>Something that must survive any text.</summary>
/// <param name="Name">What it is called in reports.</param>
/// <param name="Seeds">Good texts for it.</param>
/// <param name="Tokens">Pieces that mean something in them.</param>
/// <param name="Weight">Its share of the inputs.</param>
/// <param name="Run">Takes a text; throws where it does not survive.</param>
internal sealed record FuzzTarget(string Name, IReadOnlyList<string> Seeds, IReadOnlyList<string> Tokens, int Weight, Action<string> Run);
