namespace CalicoPolicy.Core.Tests.Evaluation.Reference;

/// <summary>
/// One way in which everything could be that nobody knows: each question has one answer. <see cref="Try"/> goes through all worlds
/// that differ in an answer that somebody asked for.
/// </summary>
internal sealed class World
{
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
        var asked = _answers.Count;
        if (asked == _path.Count) _path.Add((0, answers.Count));
        _answers.Add(question, _path[asked].Answer);
        return answers[_path[asked].Answer];
    }

    /// <summary>Yes in one world, no in another.</summary>
    public bool Ask(object question) => Pick(question, [false, true]);

    /// <summary>Runs something in every world, one after the other.</summary>
    public static IEnumerable<T> Try<T>(Func<World, T> run)
    {
        var world = new World();
        do yield return run(world);
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
