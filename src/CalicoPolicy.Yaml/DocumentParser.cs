using CalicoPolicy.Core.Documents;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace CalicoPolicy.Yaml;

/// <summary>Reads one document: drives the parser, and turns whatever it throws into an error with a place.</summary>
internal sealed class DocumentParser
{
    // The parser has at most what its scanner looked ahead, some 2,000 characters; more events without reading would never end.
    private const int MostEventsPerRead = 100_000;

    private readonly CommentFinder _comments;
    private readonly DocumentErrors _errors;
    private readonly TreeBuilder _builder;
    private readonly DocumentText _text;
    private readonly Scanner _scanner;
    private readonly int _index;
    private long _checkedTo = -1;

    public DocumentParser(DocumentSplitter splitter, DocumentText text, List<Frame> frames, TextPool texts, string? file, int index, ReadLimits limits)
    {
        _index = index;
        _errors = new DocumentErrors(file, index);
        _builder = new TreeBuilder(frames, texts, splitter.FirstLine, limits, _errors);
        _text = text;
        _comments = text.Comments;
        _scanner = new Scanner(_text);
    }

    /// <summary>Whether the text cannot be read beyond this document.</summary>
    public bool EndedText { get; private set; }

    /// <summary>Reads the document.</summary>
    /// <returns>Null where it is empty.</returns>
    public TreeDocument? Read(CancellationToken cancellationToken)
    {
        try
        {
            Parse(cancellationToken);
        }
        catch (ReadFailure failure)
        {
            EndedText = failure.EndsText;
            var isTooLong = failure.Code == DocumentErrorCode.LimitExceeded && !failure.EndsText && failure.Position > _builder.LastEnd;
            _errors.Add(failure.Code, failure.Message, isTooLong ? _builder.LastEnd : failure.Position);
        }
        catch (YamlException exception)
        {
            Report(exception);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or OutOfMemoryException))
        {
            // The scanner gives up with exceptions of any kind on some texts.
            _errors.Add(DocumentErrorCode.InvalidSyntax, SyntaxMessages.Explain(exception), _builder.At(_scanner.CurrentPosition));
        }

        _comments.End();
        if (_errors.All.Count > 0)
            return new TreeDocument(_index, null, _errors.All, _comments.HasComments);
        return _builder.Root is null ? null : new TreeDocument(_index, _builder.Root, [], _comments.HasComments);
    }

    private void Parse(CancellationToken cancellationToken)
    {
        var parser = new Parser(_scanner);
        var documents = 0;
        var events = 0;
        long read = 0;
        while (parser.MoveNext())
        {
            if (read == _text.Count && ++events > MostEventsPerRead)
                throw new InvalidOperationException();
            if (read != _text.Count)
            {
                read = _text.Count;
                events = 0;
                cancellationToken.ThrowIfCancellationRequested();
            }

            _text.RestartCount();
            var current = parser.Current!;
            if (current is Scalar scalar)
                _comments.Pass(scalar);
            else if (current is DocumentStart && ++documents > 1)
                throw new SemanticErrorException(current.Start, current.End, "Did not find expected <document end>.");
            if (_text.HasTab && current is NodeEvent && !_builder.IsInBrackets)
                CheckIndentation(current.Start);
            _builder.Take(current);
        }
    }

    /// <summary>A tab after spaces, where kubectl's reader stops and this one goes on.</summary>
    private void CheckIndentation(in Mark start)
    {
        if (start.Index == _checkedTo)
            return;
        _checkedTo = start.Index;
        var hasTab = false;
        for (var index = start.Index - start.Column + 1; index < start.Index; index++)
        {
            if (_text[index] is not (' ' or '\t'))
                return;
            hasTab |= _text[index] == '\t';
        }

        if (hasTab)
            _errors.Add(DocumentErrorCode.InvalidSyntax, SyntaxMessages.Tab, _builder.At(start));
    }

    private void Report(YamlException exception)
    {
        // Some errors come without a place; then the scanner knows how far it got.
        var mark = exception.Start == Mark.Empty && exception.End == Mark.Empty ? _scanner.CurrentPosition : exception.Start;

        // The scanner's error begins where the token does, and ends where it went wrong: the better place, unless the token is left open.
        var isScanning = exception.Message.StartsWith("While scanning", StringComparison.Ordinal);
        if (isScanning && exception.End > mark && !SyntaxMessages.IsLeftOpen(exception.Message))
            mark = exception.End;
        var message = SyntaxMessages.Explain(exception.Message, _text[mark.Index], HasTabInIndentation(mark));
        _errors.Add(DocumentErrorCode.InvalidSyntax, message, _builder.At(mark));
    }

    private bool HasTabInIndentation(in Mark mark)
    {
        for (var index = mark.Index - mark.Column + 1; _text[index] is ' ' or '\t'; index++)
        {
            if (_text[index] == '\t')
                return true;
        }

        return false;
    }
}
