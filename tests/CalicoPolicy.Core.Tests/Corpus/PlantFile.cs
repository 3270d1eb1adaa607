namespace CalicoPolicy.Core.Tests.Corpus;

/// <summary>Reads the mistakes that are planted into a repository of the corpus, from <c>mistakes.txt</c> in its folder.</summary>
internal static class PlantFile
{
    /// <summary>The mistakes of every repository.</summary>
    public static IReadOnlyList<Plant> All { get; } = [.. PolicyRepository.Targets.Keys.SelectMany(Read)];

    private static List<Plant> Read(string repository)
    {
        var plants = new List<Plant>();
        var lines = File.ReadAllLines(Path.Combine(PolicyRepository.Folder, repository, "mistakes.txt"));
        for (var index = 0; index < lines.Length; index++)
        {
            if (lines[index].Length == 0 || lines[index][0] == '#') continue;
            var first = index;
            while (index + 1 < lines.Length && lines[index + 1].Length > 0) index++;
            plants.Add(Read(repository, first + 1, lines[first..(index + 1)]));
        }

        return plants;
    }

    private static Plant Read(string repository, int number, string[] lines)
    {
        var head = lines[0].Split(' ');
        Assert.True(head.Length == 2 || (head.Length > 3 && head[2] == "also"), $"{repository}/mistakes.txt:{number}: {lines[0]}");
        return new()
        {
            Repository = repository,
            Number = number,
            RuleId = head[0],
            File = head[1],
            Also = [.. head.Skip(3)],
            After = Word(lines, "after "),
            Found = Word(lines, "found "),
            Lines = [.. lines.Where(line => line[0] is ' ' or '+' or '-')],
        };
    }

    private static string? Word(string[] lines, string word) =>
        lines.SingleOrDefault(line => line.StartsWith(word, StringComparison.Ordinal))?[word.Length..];
}
