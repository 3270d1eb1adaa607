using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents.Mapping;

/// <summary>Collects the fields of a resource that the model does not know. Makes no path until there is such a field.</summary>
internal sealed class UnknownFieldSearch
{
    private readonly List<(string? Name, int Index)> _steps = [];
    private List<UnknownFieldPlace>? _found;

    public IReadOnlyList<UnknownFieldPlace> Found => _found ?? (IReadOnlyList<UnknownFieldPlace>)[];

    public void Enter(string field) => _steps.Add((field, -1));

    public void Enter(int index) => _steps.Add((null, index));

    public void Leave() => _steps.RemoveAt(_steps.Count - 1);

    public void Note(IReadOnlyList<UnknownField> fields, IEnumerable<string> known)
    {
        if (fields.Count == 0) return;
        var path = FieldPath.Root;
        foreach (var (name, index) in _steps) path = name is null ? path[index] : path[name];
        string[] names = [.. known];
        foreach (var field in fields) (_found ??= []).Add(new(path[field.Name], names));
    }
}
