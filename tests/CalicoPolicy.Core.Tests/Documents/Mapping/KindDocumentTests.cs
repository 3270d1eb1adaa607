using CalicoPolicy.Core.Documents;

namespace CalicoPolicy.Core.Tests.Documents.Mapping;

/// <summary>What holds for the documents of every kind.</summary>
public class KindDocumentTests
{
    private const string Leak = "leak-7f3a";

    private static readonly string[] LabelFields = ["labels", "annotations", "matchLabels", "labelsToApply"];

    public static TheoryData<string> Whole => [.. KindDocuments.Whole.Select(Name)];

    public static TheoryData<string> Listed => [.. KindDocuments.Listed.Select(Name)];

    public static TheoryData<string> All => [.. KindDocuments.All.Select(Name)];

    [Fact]
    public void Every_kind_has_a_document() =>
        Assert.Equal(Sample.Kinds.Count(), KindDocuments.All.Select(document => Mapped.One(document).GetType()).Distinct().Count());

    [Theory]
    [MemberData(nameof(All))]
    public void Every_field_is_written_as_it_was_read(string name)
    {
        var document = Find(name);
        Assert.Equal(JsonTree.Show(document), JsonTree.Show(ResourceMapper.Write(Mapped.One(document))));
    }

    [Theory]
    [MemberData(nameof(Whole))]
    public void Unknown_fields_survive_at_every_level(string name)
    {
        var document = WithUnknown(Find(name), _ => true);
        Assert.Contains(Leak, JsonTree.Show(document), StringComparison.Ordinal);
        Assert.Equal(JsonTree.Show(document), JsonTree.Show(ResourceMapper.Write(Mapped.One(document))));
    }

    [Theory]
    [MemberData(nameof(Listed))]
    public void Kinds_that_keep_listed_fields_drop_unknown_ones_at_every_level(string name)
    {
        var document = Find(name);
        var isService = name.EndsWith("Service", StringComparison.Ordinal);
        var unknown = WithUnknown(document, path => path is not [.., "labels" or "matchLabels"] && !(isService && path is [.., "selector"]));
        Assert.Equal(JsonTree.Show(document), JsonTree.Show(ResourceMapper.Write(Mapped.One(unknown), keepServerMetadata: true)));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_value_of_the_wrong_type_is_an_error_with_its_place_wherever_it_stands(string name)
    {
        var document = Find(name);
        foreach (var (path, node) in JsonTree.Walk(document).Where(pair => pair.Path is not ("apiVersion" or "kind")))
        {
            TreeNode wrong = node is TreeScalar ? new TreeSequence([], node.Span) : JsonTree.Text("wrong", node.Span);
            var read = Mapped.Read(JsonTree.Replace(document, node, wrong));
            Assert.Empty(read.Resources);
            var error = Assert.Single(read.Errors);
            Assert.Equal(DocumentErrorCode.InvalidFieldType, error.Code);
            Assert.Equal(node.Span, error.Span);
            Assert.StartsWith(path + ": expected ", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Null_counts_as_no_field_wherever_it_stands(string name)
    {
        var document = Find(name);
        foreach (var (path, node) in JsonTree.Walk(document).Where(pair => pair.Path is not ("apiVersion" or "kind") && !pair.Path.EndsWith(']')))
        {
            var read = Mapped.Read(JsonTree.Replace(document, node, new TreeScalar(ScalarKind.Null, "null", node.Span)));
            Assert.True(read.Errors.Count == 0, path);
            Assert.DoesNotContain("null", JsonTree.Show(ResourceMapper.Write(Assert.Single(read.Resources))), StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Whole))]
    public void Every_field_can_be_found_in_the_text(string name)
    {
        var document = Find(name);
        var location = Assert.IsType<DocumentLocation>(Mapped.One(document).Location);
        foreach (var field in document.Fields)
        {
            Assert.Equal(field.Value.Span, location.Find(Core.Resources.FieldPath.Root[field.Key]));
            Assert.True(location.Contains(Core.Resources.FieldPath.Root[field.Key]));
        }
    }

    [Theory]
    [MemberData(nameof(Listed))]
    public void Kinds_that_keep_listed_fields_do_not_keep_the_tree(string name)
    {
        var resource = Mapped.One(Find(name));
        Assert.IsNotType<DocumentLocation>(resource.Location);
        Assert.Equal(1, resource.Location.Line);
    }

    private static string Name(TreeMapping document) => $"{((TreeScalar)document["apiVersion"]!).Text} {((TreeScalar)document["kind"]!).Text}";

    private static TreeMapping Find(string name) => KindDocuments.All.Single(document => Name(document) == name);

    private static TreeMapping WithUnknown(TreeMapping document, Func<string[], bool> isWanted) => (TreeMapping)WithUnknown(document, [], isWanted);

    private static TreeNode WithUnknown(TreeNode node, string[] path, Func<string[], bool> isWanted) => node switch
    {
        TreeSequence sequence => new TreeSequence([.. sequence.Items.Select(item => WithUnknown(item, path, isWanted))], sequence.Span),
        TreeMapping mapping => new TreeMapping(
            [.. mapping.Fields.Select(field => field with { Value = WithUnknown(field.Value, [.. path, field.Key], isWanted) }), .. Unknown(path, isWanted)],
            mapping.Span),
        _ => node,
    };

    private static IEnumerable<TreeField> Unknown(string[] path, Func<string[], bool> isWanted)
    {
        if (!isWanted(path)) yield break;
        yield return new("zz-unknown", default, JsonTree.Text(Leak));
        if (path is [.., var last] && LabelFields.Contains(last)) yield break;
        yield return new("zzBlock", default, JsonTree.Parse($$"""{"deep": [{"er": "{{Leak}}"}, 1, true, null, 1.50]}"""));
    }
}
