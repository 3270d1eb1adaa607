using System.Buffers;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace CalicoPolicy.Yaml;

/// <summary>
/// Tells whether a document has comments, for next to nothing: notes each <c>#</c> that may begin one as the text goes by, and drops
/// those that turn out to lie in a scalar. Asking the scanner for its comment tokens costs more, and it makes errors of some.
/// </summary>
internal sealed class CommentFinder
{
    private static readonly SearchValues<char> LineBreaks = SearchValues.Create("\n\r\u0085\u2028\u2029");

    private Queue<Candidate>? _candidates;
    private long _count;
    private long _lineStart;
    private char _previous = '\n';

    /// <summary>Whether a comment was found so far.</summary>
    public bool HasComments { get; private set; }

    /// <summary>Takes the next piece of the document's text.</summary>
    public void Append(ReadOnlySpan<char> text)
    {
        if (HasComments || text.IsEmpty)
            return;
        for (int from = 0, index; (index = text[from..].IndexOf('#')) >= 0; from += index + 1)
        {
            var at = from + index;
            var before = at == 0 ? _previous : text[at - 1];
            if (before is not (' ' or '\t') && !LineBreaks.Contains(before))
                continue;
            var lineBreak = text[..at].LastIndexOfAny(LineBreaks);
            (_candidates ??= new Queue<Candidate>()).Enqueue(new Candidate(_count + at, lineBreak < 0 ? _lineStart : _count + lineBreak + 1));
        }

        var last = text.LastIndexOfAny(LineBreaks);
        if (last >= 0)
            _lineStart = _count + last + 1;
        _count += text.Length;
        _previous = text[^1];
    }

    /// <summary>Takes the next scalar, in the order of the text: what stands before it and is not in another scalar is a comment.</summary>
    public void Pass(Scalar scalar)
    {
        while (!HasComments && _candidates is not null && _candidates.TryPeek(out var candidate) && candidate.Index < scalar.End.Index)
        {
            // The line with the indicator of a block scalar may end in a comment; the content begins on the next.
            HasComments = candidate.Index < scalar.Start.Index
                || (scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded && candidate.LineStart <= scalar.Start.Index);
            _candidates.Dequeue();
        }
    }

    /// <summary>Ends the document: what is left over is comments.</summary>
    public void End() => HasComments |= _candidates is { Count: > 0 };

    private readonly record struct Candidate(long Index, long LineStart);
}
