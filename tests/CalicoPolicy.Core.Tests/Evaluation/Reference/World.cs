namespace CalicoPolicy.Core.Tests.Evaluation.Reference;

/// <summary>
/// One way in which everything could be that nobody knows: each question has one answer. <see cref="Try"/> goes through all worlds
/// that differ in an answer that somebody asked for; of very many through the first in order, and some at random.
/// </summary>
internal sealed class World
{
    private const int MostInOrder = 300;
    private const int AtRandom = 100;

    private Dice? _dice;
    private readonly List<(int Answer, int Count)> _path = [];
    private readonly Dictionary<object, int> _answers = [];

    /// <summary>Whether anything was asked.</summary>
    public bool HasAsked { get; private set; }

    /// <summary>The answer to a question: the same one for as long as this world lasts.</summary>
    public T Pick<T>(object question, IReadOnlyList<T> answers)
    {
        HasAsked = true;
        if (answers.Count == 1) return answers[0];
        if (_answers.TryGetValue(question, out var known)) return answers[known];
        if (_dice is not null)
        {
            _answers.Add(question, _dice.Below(answers.Count));
            return answers[_answers[question]];
        }

        var asked = _answers.Count;
        if (asked == _path.Count) _path.Add((0, answers.Count));
        _answers.Add(question, _path[asked].Answer);
        return answers[_path[asked].Answer];
    }

    /// <summary>Yes in one world, no in another.</summary>
    public bool Ask(object question) => Pick(question, [false, true]);

    /// <summary>One world of all, by a number.</summary>
    public static World Numbered(int number) => new() { _dice = new Dice(number) };

    /// <summary>Runs something in every world, one after the other.</summary>
    public static IEnumerable<T> Try<T>(Func<World, T> run)
    {
        var world = new World();
        var count = 0;
        do
        {
            yield return run(world);
            if (++count < MostInOrder) continue;
            world._dice = new Dice(count);
            for (; count < MostInOrder + AtRandom; count++)
            {
                world._answers.Clear();
                world.HasAsked = false;
                yield return run(world);
            }

            yield break;
        }
        while (world.Next());
    }

    private bool Next()
    {
        _answers.Clear();
        HasAsked = false;
        while (_path.Count > 0)
        {
            var (answer, count) = _path[^1];
            _path.RemoveAt(_path.Count - 1);
            if (answer + 1 == count) continue;
            _path.Add((answer + 1, count));
            return true;
        }

        return false;
    }
}
