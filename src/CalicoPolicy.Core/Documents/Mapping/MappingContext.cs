using System.Globalization;
using System.Text;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents.Mapping;

/// <summary>Where the mapper stands in a document, and what it found wrong so far.</summary>
internal sealed class MappingContext
{
    private readonly string? _file;
    private readonly int _document;
    private readonly List<(string? Name, int Index)> _steps = [];
    private List<DocumentError>? _errors;

    public MappingContext(string? file, int document)
    {
        _file = file;
        _document = document;
    }

    public IReadOnlyList<DocumentError> Errors => _errors ?? (IReadOnlyList<DocumentError>)[];

    public bool HasErrors => _errors is not null;

    public void Enter(string field) => _steps.Add((field, -1));

    public void Enter(int index) => _steps.Add((null, index));

    public void Leave() => _steps.RemoveAt(_steps.Count - 1);

    /// <summary>Reports a value of the wrong type.</summary>
    public void WrongType(TreeNode node, string expected, string? advice = null) =>
        Report(DocumentErrorCode.InvalidFieldType, node.Span, $"{Here()}: expected {expected}, found {Describe(node)}.{(advice is null ? null : " " + advice)}");

    public void Report(DocumentErrorCode code, TextSpan span, string message) =>
        (_errors ??= []).Add(new(code, message, _file, _document, span));

    /// <summary>The way to the current field, as people write it: <c>spec.ingress[0].action</c>.</summary>
    public string Here()
    {
        var text = new StringBuilder();
        foreach (var (name, index) in _steps)
        {
            if (name is null)
                text.Append('[').Append(index.ToString(CultureInfo.InvariantCulture)).Append(']');
            else
                text.Append(text.Length == 0 ? null : ".").Append(name);
        }

        return text.Length == 0 ? "the document" : text.ToString();
    }

    public static string Describe(TreeNode node) => node switch
    {
        TreeMapping => "an object",
        TreeSequence => "a list",
        TreeScalar { Kind: ScalarKind.Null } => "nothing",
        TreeScalar { Kind: ScalarKind.Integer } scalar => $"the number {Shorten(scalar.Text)}",
        TreeScalar { Kind: ScalarKind.Float } scalar => $"the number {Shorten(scalar.Text)}",
        TreeScalar { Kind: ScalarKind.Boolean } scalar => $"the Boolean {Shorten(scalar.Text)}",
        TreeScalar scalar => $"the text '{Shorten(scalar.Text)}'",
        _ => "something else",
    };

    private static string Shorten(string text) => text.Length <= 40 ? text : string.Concat(text.AsSpan(0, 37), "...");
}
