namespace CalicoPolicy.Core.Tests.Evaluation.Reference;

/// <summary>Short ways to choose at random.</summary>
internal sealed class Dice(int seed)
{
    private readonly Random _random = new(seed);

    public int Below(int count) => _random.Next(count);

    /// <summary>True once in so many times.</summary>
    public bool OneIn(int count) => _random.Next(count) == 0;

    public T One<T>(params IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    /// <summary>One to so many of them, each once.</summary>
    public IReadOnlyList<T> Some<T>(IReadOnlyList<T> items, int most) =>
        [.. items.OrderBy(_ => _random.Next()).Take(1 + _random.Next(Math.Min(most, items.Count)))];
}
