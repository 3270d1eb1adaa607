using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents.Json;

/// <summary>Reads values of a JSON text one after the other into trees. Linear in the text; no recursion.</summary>
internal sealed class JsonTreeReader
{
    private const int MostErrors = 100;

    private readonly JsonBuffer _buffer;
    private readonly string? _file;
    private readonly ReadLimits _limits;
    private readonly CancellationToken _cancellationToken;
    private readonly JsonReaderOptions _options;
    private readonly Utf8Cursor _cursor = new();
    private readonly JsonTexts _texts = new();
    private readonly List<JsonFrame> _frames = [];
    private List<DocumentError> _errors = [];
    private JsonReaderState _state;
    private TreeNode? _root;
    private int _index = -1;
    private int _depth;
    private int _nodes;

    // How much of the buffer the cursor has seen.
    private int _located;

    // What the bytes of the value that have left the buffer come to.
    private long _droppedLines;
    private long _droppedInLine;
    private bool _isEnded;

    public JsonTreeReader(Stream utf8, string? file, ReadLimits limits, CancellationToken cancellationToken)
    {
        _buffer = new JsonBuffer(utf8, limits);
        _file = file;
        _limits = limits;
        _cancellationToken = cancellationToken;

        // One more than the limit, so that it is our own check that speaks.
        _options = new JsonReaderOptions { MaxDepth = (int)Math.Min(int.MaxValue, limits.MaxDepth + 1L) };
    }

    /// <summary>The next value; null at the end.</summary>
    public TreeDocument? Read()
    {
        if (_isEnded)
            return null;
        _errors = [];
        _root = null;
        _depth = 0;
        _nodes = 0;
        _state = new JsonReaderState(_options);
        _index++;
        try
        {
            if (!SkipToValue())
            {
                _isEnded = true;
                return null;
            }

            _droppedLines = _droppedInLine = 0;
            while (!Parse())
                Fill();
        }
        catch (JsonException exception)
        {
            AddError(DocumentErrorCode.InvalidSyntax, JsonMessages.Explain(exception, _buffer.IsFinal && _located == _buffer.Bytes.Length), _cursor.Position);
            SkipToNextObject();
        }
        catch (UnreadableTextException exception)
        {
            AddError(exception.Code, exception.Message, _cursor.Position);
            _isEnded = true;
        }

        return new TreeDocument(_index, _errors.Count == 0 ? _root : null, _errors, HasComments: false);
    }

    /// <summary>Takes tokens until the value is complete.</summary>
    /// <returns>False where more bytes are needed.</returns>
    private bool Parse()
    {
        var bytes = _buffer.Bytes;
        var reader = new Utf8JsonReader(bytes, _buffer.IsFinal, _state);
        try
        {
            while (reader.Read())
            {
                Take(ref reader, bytes);
                if (_depth == 0 && reader.TokenType != JsonTokenType.PropertyName)
                {
                    Drop(bytes, (int)reader.BytesConsumed);
                    return true;
                }
            }
        }
        catch (JsonException exception)
        {
            LocateError(bytes, exception);
            throw;
        }

        _state = reader.CurrentState;
        Drop(bytes, (int)reader.BytesConsumed);
        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Take(ref Utf8JsonReader reader, ReadOnlySpan<byte> bytes)
    {
        var start = Locate(bytes, (int)reader.TokenStartIndex);
        if (reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray or JsonTokenType.PropertyName) && ++_nodes > _limits.MaxNodes)
            throw new UnreadableTextException(DocumentErrorCode.LimitExceeded, $"The document has more than {_limits.MaxNodes} nodes. Split it, or raise the limit.");
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                Open(reader.TokenType == JsonTokenType.StartObject, start);
                return;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                Attach(_frames[--_depth].Close(Locate(bytes, (int)reader.TokenStartIndex + 1)));
                return;
        }

        var quotes = reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName ? 2 : 0;
        var span = new TextSpan(start, Locate(bytes, (int)reader.TokenStartIndex + reader.ValueSpan.Length + quotes));
        if (reader.TokenType == JsonTokenType.PropertyName)
        {
            TakeKey(ReadText(ref reader, span), span);
            return;
        }

        Attach(ReadScalar(ref reader, span));
    }

    private TreeScalar ReadScalar(ref Utf8JsonReader reader, TextSpan span)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return new TreeScalar(ScalarKind.String, ReadText(ref reader, span), span);
            case JsonTokenType.True:
                return new TreeScalar(ScalarKind.Boolean, "true", span);
            case JsonTokenType.False:
                return new TreeScalar(ScalarKind.Boolean, "false", span);
            case JsonTokenType.Null:
                return new TreeScalar(ScalarKind.Null, "null", span);
        }

        // A whole number that fits no 64 bits is a float, as in Kubernetes.
        var text = Encoding.ASCII.GetString(reader.ValueSpan);
        if (!PlainNumber.TryParse(text, out var number))
            AddError(DocumentErrorCode.InvalidSyntax, $"The number '{text[..Math.Min(text.Length, 40)]}' is too large.", span);
        return new TreeScalar(number.Kind == ScalarKind.Integer ? ScalarKind.Integer : ScalarKind.Float, text, span);
    }

    private string ReadText(ref Utf8JsonReader reader, TextSpan span)
    {
        string text;
        try
        {
            text = _texts.Read(ref reader);
        }
        catch (InvalidOperationException)
        {
            AddError(DocumentErrorCode.InvalidEncoding, "The text is not valid UTF-8, or has half of a surrogate pair. Save it as UTF-8.", span);
            return string.Empty;
        }

        if (text.Length > _limits.MaxScalarLength)
            throw new UnreadableTextException(DocumentErrorCode.LimitExceeded, $"A value or key is longer than {_limits.MaxScalarLength} characters. Shorten it, or raise the limit.");
        return text;
    }

    private void Open(bool isObject, Position start)
    {
        if (_depth + 1 > _limits.MaxDepth)
            throw new UnreadableTextException(DocumentErrorCode.LimitExceeded, $"The document is nested more than {_limits.MaxDepth} levels deep.");
        if (_frames.Count == _depth)
            _frames.Add(new JsonFrame());
        _frames[_depth++].Open(isObject, start);
    }

    private void TakeKey(string key, TextSpan span)
    {
        var frame = _frames[_depth - 1];
        frame.KeySpan = span;
        var index = frame.Fields.IndexOf(key);
        frame.Key = index < 0 ? key : null;
        if (index >= 0)
        {
            AddError(
                DocumentErrorCode.DuplicateKey,
                $"The key '{key}' stands here a second time; the first is on line {frame.Fields[index].KeySpan.Start.Line}. Remove one of them.",
                span);
        }
    }

    private void Attach(TreeNode node)
    {
        if (_depth == 0)
            _root = node;
        else
            _frames[_depth - 1].Add(node);
    }

    private bool SkipToValue()
    {
        while (true)
        {
            var bytes = _buffer.Bytes;
            if (_index == 0 && bytes.StartsWith("\uFEFF"u8))
            {
                _buffer.Take(3);
                bytes = _buffer.Bytes;
            }

            var value = bytes.IndexOfAnyExcept(" \t\r\n"u8);
            Drop(bytes, value < 0 ? bytes.Length : value);
            if (value >= 0)
                return true;
            if (_buffer.IsFinal)
                return false;
            Fill();
        }
    }

    /// <summary>After an error goes on at the next line that begins with a brace: so do the values of a stream, and no line within one.</summary>
    private void SkipToNextObject()
    {
        try
        {
            while (true)
            {
                var bytes = _buffer.Bytes;
                var next = bytes[Math.Min(_located, bytes.Length)..].IndexOf("\n{"u8);
                if (next >= 0)
                {
                    Drop(bytes, _located + next + 1);
                    return;
                }

                // The line break may be the last byte that is here.
                Drop(bytes, _buffer.IsFinal ? bytes.Length : Math.Max(_located, bytes.Length - 1));
                if (_buffer.IsFinal)
                {
                    _isEnded = true;
                    return;
                }

                Fill();
            }
        }
        catch (UnreadableTextException exception)
        {
            AddError(exception.Code, exception.Message, _cursor.Position);
            _isEnded = true;
        }
    }

    private void Fill()
    {
        _cancellationToken.ThrowIfCancellationRequested();
        _buffer.Fill();
    }

    private Position Locate(ReadOnlySpan<byte> bytes, int index)
    {
        if (index > _located)
        {
            _cursor.Advance(bytes[_located..index]);
            _located = index;
        }

        return _cursor.Position;
    }

    private void Drop(ReadOnlySpan<byte> bytes, int count)
    {
        Locate(bytes, count);
        _buffer.Take(count);
        _located -= count;
        var dropped = bytes[..count];
        _droppedLines += dropped.Count((byte)'\n');
        var lineBreak = dropped.LastIndexOf((byte)'\n');
        _droppedInLine = lineBreak < 0 ? _droppedInLine + count : count - lineBreak - 1;
    }

    /// <summary>Brings the cursor to an error, which the reader tells by line and byte from the beginning of the value.</summary>
    private void LocateError(ReadOnlySpan<byte> bytes, JsonException exception)
    {
        var lines = (exception.LineNumber ?? 0) - _droppedLines;
        var index = exception.BytePositionInLine ?? 0;
        if (lines == 0)
            index -= _droppedInLine;
        var rest = bytes;
        for (; lines > 0; lines--)
        {
            var lineBreak = rest.IndexOf((byte)'\n') + 1;
            index += lineBreak;
            rest = rest[lineBreak..];
        }

        Locate(bytes, (int)Math.Clamp(index, _located, bytes.Length));
    }

    private void AddError(DocumentErrorCode code, string message, Position position) => AddError(code, message, new TextSpan(position, position));

    private void AddError(DocumentErrorCode code, string message, TextSpan span)
    {
        if (_errors.Count < MostErrors)
            _errors.Add(new DocumentError(code, message, _file, _index, span));
    }
}
