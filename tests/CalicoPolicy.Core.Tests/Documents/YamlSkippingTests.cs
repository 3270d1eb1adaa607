namespace CalicoPolicy.Core.Tests.Documents;

/// <summary>After an error the rest of the document is passed over by lines; lines and markers must be seen as before.</summary>
public class YamlSkippingTests
{
    [Theory]
    [InlineData("\n", 1)]
    [InlineData("\r\n", 1)]
    [InlineData("\r", 1)]
    [InlineData("\n", 3)]
    [InlineData("\r\n", 2)]
    [InlineData("\r\n", 16 * 1024)]
    [InlineData("\n", 16 * 1024)]
    public void The_document_after_an_error_has_the_right_lines(string lineEnd, int piece)
    {
        // Longer than what the scanner has read when it gives up.
        var rest = string.Concat(Enumerable.Repeat("- x\n.y\n\n  ---\n --- z\n-\n.\n..\n---x\n", 700));
        var text = ("a: [\n\0\n" + rest + "---\nb: 1\n" + "---\nc: 'x\n" + rest + "...\nd: 2\n").Replace("\n", lineEnd, StringComparison.Ordinal);
        var documents = Trees.ReadYaml(new SlowReader(text, piece));
        Assert.Equal([1, 0, 1, 0], documents.Select(document => document.Errors.Count));
        Assert.Equal([0, 1, 2, 3], documents.Select(document => document.Index));
        Assert.Equal("2:1", documents[0].Errors[0].Span.Start.ToString());
        Assert.Equal($"{3 + 6300 + 1}:1", documents[1].Root!.Span.Start.ToString());
        Assert.Equal($"{3 + 6300 + 3}:4", documents[2].Errors[0].Span.Start.ToString());
        Assert.Equal($"{3 + 6300 + 4 + 6300 + 1}:1", documents[3].Root!.Span.Start.ToString());
    }

    [Fact]
    public void A_marker_after_faulty_directives_is_still_the_beginning_of_that_document()
    {
        var documents = Trees.ReadYaml("%YAML 9.9\n---\na: 1\n---\nb: 2\n");
        Assert.Equal([1, 0], documents.Select(document => document.Errors.Count));
        Assert.Equal([0, 1], documents.Select(document => document.Index));
        Assert.Equal(5, documents[1].Root!.Span.Start.Line);
    }

    [Fact]
    public void What_follows_three_dots_after_an_error_is_a_document_of_its_own()
    {
        var documents = Trees.ReadYaml("a: 'x' y\nb: 1\n...\nc: 2\nd: 3\n");
        Assert.Equal([1, 0], documents.Select(document => document.Errors.Count));
        Assert.Equal("4:1-5:5", documents[1].Root!.Span.ToString());
    }
}
