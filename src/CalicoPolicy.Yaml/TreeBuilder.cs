using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Resources;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace CalicoPolicy.Yaml;

/// <summary>
/// Makes a tree of the events of one document. Keeps its own stack, so nesting costs no stack space, and counts nodes as a reader of
/// the tree will meet them: those behind aliases each time. Linear in the text; mappings of any size included.
/// </summary>
internal sealed class TreeBuilder
{
    private readonly int _firstLine;
    private readonly ReadLimits _limits;
    private readonly DocumentErrors _errors;
    private readonly List<Frame> _frames;
    private readonly TextPool _texts;
    private Dictionary<string, Anchored>? _anchors;
    private int _depth;
    private long _nodes;
    private long _aliased;

    public TreeBuilder(List<Frame> frames, TextPool texts, int firstLine, ReadLimits limits, DocumentErrors errors)
    {
        _frames = frames;
        _texts = texts;
        _firstLine = firstLine;
        _limits = limits;
        _errors = errors;
        LastEnd = new Position(firstLine, 1);
    }

    /// <summary>The tree; null where the document is empty or not yet complete.</summary>
    public TreeNode? Root { get; private set; }

    /// <summary>The end of the last event.</summary>
    public Position LastEnd { get; private set; }

    /// <summary>Whether the next node stands in brackets or braces.</summary>
    public bool IsInBrackets => _depth > 0 && (_frames[_depth - 1].IsBracketed || _frames[_depth - 1].IsPair);

    /// <summary>A mark of the scanner as a place in the whole text.</summary>
    public Position At(in Mark mark) => new((int)Math.Min(int.MaxValue, _firstLine - 1 + mark.Line), (int)Math.Min(int.MaxValue, mark.Column));

    /// <summary>Takes the next event.</summary>
    /// <exception cref="ReadFailure">The document is larger or deeper than the limits allow.</exception>
    public void Take(ParsingEvent parsingEvent)
    {
        switch (parsingEvent)
        {
            case Scalar scalar:
                TakeScalar(scalar);
                break;
            case MappingStart mapping:
                Open(mapping, isMapping: true);
                break;
            case SequenceStart sequence:
                Open(sequence, isMapping: false);
                break;
            case MappingEnd or SequenceEnd:
                Close(parsingEvent);
                break;
            case AnchorAlias alias:
                TakeAlias(alias);
                break;
        }

        if (parsingEvent.End.Index > 0)
            LastEnd = At(parsingEvent.End);
    }

    private Frame? Current => _depth == 0 ? null : _frames[_depth - 1];

    private void TakeScalar(Scalar scalar)
    {
        var span = new TextSpan(At(scalar.Start), At(scalar.End));
        var text = _texts.Get(scalar.Value);
        if (text.Length > _limits.MaxScalarLength)
            throw new ReadFailure(DocumentErrorCode.LimitExceeded, $"The value is longer than {_limits.MaxScalarLength} characters.", span.Start);
        ScalarKind kind;
        if (scalar.Tag.IsEmpty)
            kind = scalar.Style == ScalarStyle.Plain ? ScalarValues.Resolve(text) : ScalarKind.String;
        else if (TaggedScalars.Resolve(scalar.Tag.Value, ref text, out kind) is { } wrong && scalar.Tag.Value != TaggedScalars.Merge)
            _errors.Add(DocumentErrorCode.InvalidSyntax, wrong, span);
        if (scalar.Style == ScalarStyle.Plain && HidesKey(text))
            _errors.Add(DocumentErrorCode.InvalidSyntax, "A key with ' *' in it must be in quotes here.", span);
        Count(1, span.Start);
        var current = Current;
        if (current is { IsMapping: true, HasKey: false })
        {
            var isMerge = text == "<<" && (scalar.Tag.IsEmpty ? scalar.Style == ScalarStyle.Plain : scalar.Tag.Value is "!" or TaggedScalars.Merge);
            TakeKey(current, kind, text, span, isMerge);
            if (!scalar.Anchor.IsEmpty)
                Define(scalar.Anchor).Complete(new TreeScalar(kind, text, span), 1, 0);
            return;
        }

        var node = new TreeScalar(kind, text, span);
        if (!scalar.Anchor.IsEmpty)
            Define(scalar.Anchor).Complete(node, 1, 0);
        if (current is null)
        {
            // A document without content comes as one empty scalar.
            if (scalar.Start.Index != scalar.End.Index || !scalar.Anchor.IsEmpty || !scalar.Tag.IsEmpty)
                Root = node;
            return;
        }

        Attach(current, node, span.End, 1, 0);
    }

    private void TakeAlias(AnchorAlias alias)
    {
        var span = new TextSpan(At(alias.Start), At(alias.End));
        var current = Current;
        var anchored = _anchors?.GetValueOrDefault(alias.Value.Value);
        if (anchored?.Node is null)
        {
            var message = anchored is null
                ? $"The alias '*{alias.Value}' names no anchor that stands before it. Put the value in quotes if the '*' is part of it."
                : $"The alias '*{alias.Value}' stands in the very node that it names. Take it out: such a circle has no end.";
            _errors.Add(DocumentErrorCode.InvalidAlias, message, span);
            if (current is { IsMapping: true, HasKey: false })
                current.BeginField(span);
            else if (current is not null)
                Attach(current, new TreeScalar(ScalarKind.Null, string.Empty, span), span.End, 1, 0);
            return;
        }

        _aliased += anchored.Size;
        if (_aliased > _limits.MaxAliasedNodes)
            throw new ReadFailure(DocumentErrorCode.LimitExceeded, $"Aliases repeat more than {_limits.MaxAliasedNodes} nodes. Write them out, or raise the limit.", span.Start);
        CheckDepth(_depth + anchored.Height, span.Start);
        Count(anchored.Size, span.Start);
        if (current is { IsMapping: true, HasKey: false })
        {
            if (anchored.Node is TreeScalar key)
                TakeKey(current, key.Kind, key.Text, span, isMerge: false);
            else
                RefuseKey(current, span);
        }
        else if (current is not null)
        {
            Attach(current, anchored.Node, span.End, anchored.Size, anchored.Height);
        }
    }

    private void Open(NodeEvent start, bool isMapping)
    {
        // A pair in a list in brackets, [a: b], is a mapping without brackets, and comes without a place.
        var isPair = isMapping && _depth > 0 && start.Start.Index == 0;
        var isBracketed = !isPair && start is MappingStart { Style: MappingStyle.Flow } or SequenceStart { Style: SequenceStyle.Flow };
        var position = isPair ? LastEnd : At(start.Start);
        CheckDepth(_depth + 1, position);
        Count(1, position);
        if (_frames.Count == _depth)
            _frames.Add(new Frame());
        _frames[_depth++].Open(isMapping, isBracketed, isPair, position, start.Anchor.IsEmpty ? null : Define(start.Anchor));
    }

    private void Close(ParsingEvent end)
    {
        var frame = _frames[--_depth];
        if (frame.IsBracketed)
        {
            // The bracket's mark has no width.
            var bracket = At(end.Start);
            frame.End = bracket with { Column = bracket.Column + 1 };
        }

        // The parser lets an alias pass where a key must be.
        if (frame.IsMapping && frame.HasKey)
            _errors.Add(DocumentErrorCode.InvalidSyntax, "A key without a colon. Put ': ' behind it; if it belongs to the value above, indent it further.", frame.KeySpan);
        if (frame.Merge is not null)
            MergeKeys.Apply(frame, _errors);
        var node = frame.Close();
        var current = Current;
        if (current is null)
            Root = node;
        else if (current is { IsMapping: true, HasKey: false })
            RefuseKey(current, node.Span);
        else
            Attach(current, node, node.Span.End, frame.Size, frame.Height);
    }

    private void TakeKey(Frame frame, ScalarKind kind, string text, TextSpan span, bool isMerge)
    {
        frame.BeginField(span);
        frame.IsMerging = isMerge;
        if (isMerge)
        {
            if (frame.Merge is { } earlier)
                _errors.Add(DocumentErrorCode.DuplicateKey, Again("<<", earlier.Span.Start), span);
            return;
        }

        frame.Key = KeyText.Of(kind, text);
        if (frame.Key is null)
        {
            var what = kind == ScalarKind.Null ? "nothing" : "too large a number";
            _errors.Add(DocumentErrorCode.InvalidSyntax, $"The key is {what}, and kubectl takes text only. Quote it.", span);
            return;
        }

        var index = frame.Fields.IndexOf(frame.Key);
        if (index >= 0)
        {
            _errors.Add(DocumentErrorCode.DuplicateKey, Again(frame.Key, frame.Fields[index].KeySpan.Start), span);
            frame.Key = null;
        }
    }

    /// <summary>Whether the parser has taken a key and its value for one text, which it does where a word of the key begins with a star.</summary>
    private static bool HidesKey(string text)
    {
        for (var star = text.IndexOf('*', StringComparison.Ordinal); star >= 0; star = text.IndexOf('*', star + 1))
        {
            if (star > 0 && text[star - 1] is ' ' or '\t' or '\n' && (text.EndsWith(':') || text.AsSpan(star).Contains(": ", StringComparison.Ordinal)))
                return true;
        }

        return false;
    }

    private static string Again(string key, Position first) => $"The key '{key}' stands here a second time; the first is on line {first.Line}. Remove one of them.";

    private void RefuseKey(Frame frame, TextSpan span)
    {
        frame.BeginField(span);
        _errors.Add(
            DocumentErrorCode.InvalidSyntax,
            "A mapping or a list cannot be a key. A template's '{{ }}' must be in quotes, or filled in before the text is read.",
            span);
    }

    private static void Attach(Frame frame, TreeNode node, Position end, long size, int height)
    {
        frame.Size += size;
        frame.Height = Math.Max(frame.Height, height + 1);
        frame.End = end;
        if (!frame.IsMapping)
        {
            frame.Add(node);
            return;
        }

        frame.HasKey = false;
        if (frame.IsMerging)
            frame.Merge ??= (frame.KeySpan, frame.Fields.Count, node);
        else if (frame.Key is not null)
            frame.Fields.Add(new TreeField(frame.Key, frame.KeySpan, node));
        frame.IsMerging = false;
        frame.Key = null;
    }

    private Anchored Define(AnchorName name) => (_anchors ??= new(StringComparer.Ordinal))[name.Value] = new Anchored();

    private void Count(long nodes, Position position)
    {
        _nodes += nodes;
        if (_nodes > _limits.MaxNodes)
            throw new ReadFailure(DocumentErrorCode.LimitExceeded, $"The document has more than {_limits.MaxNodes} nodes. Split it, or raise the limit.", position);
    }

    private void CheckDepth(int depth, Position position)
    {
        if (depth > _limits.MaxDepth)
            throw new ReadFailure(DocumentErrorCode.LimitExceeded, $"The document is nested more than {_limits.MaxDepth} levels deep.", position);
    }
}
