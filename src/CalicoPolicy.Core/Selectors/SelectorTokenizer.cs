using System.Buffers;

namespace CalicoPolicy.Core.Selectors;

/// <summary>
/// Cuts a selector into tokens, one at a time, exactly as Calico's tokenizer does (libcalico-go/lib/selector/tokenizer).
/// Calico works on bytes; since everything outside quotes is ASCII, UTF-16 code units give the same tokens.
/// </summary>
/// <remarks>O(length) over the whole text; allocates nothing.</remarks>
internal ref struct SelectorTokenizer
{
    /// <summary>The longest label key, in bytes.</summary>
    public const int MaxLabelLength = 512;

    private static readonly SearchValues<char> IdentifierCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./-");

    private readonly ReadOnlySpan<char> _text;
    private int _position;
    private SelectorTokenKind _previous;

    public SelectorTokenizer(ReadOnlySpan<char> text) => _text = text;

    /// <summary>Why the last token was a <see cref="SelectorTokenKind.Fault"/>.</summary>
    public SelectorErrorCode FaultCode { get; private set; }

    /// <summary>How many characters from the front of the text an identifier takes; 0 for none.</summary>
    public static int IdentifierLength(ReadOnlySpan<char> text)
    {
        var length = text.IndexOfAnyExcept(IdentifierCharacters);
        return length < 0 ? text.Length : length;
    }

    /// <summary>The next token. After EOF or Fault it is the same kind again.</summary>
    public SelectorToken Next()
    {
        if (_previous == SelectorTokenKind.Fault)
            return new SelectorToken(SelectorTokenKind.Fault, _position, _position, _position, _position);
        var token = Read();
        _previous = token.Kind;
        return token;
    }

    private static bool IsSpace(char c) => c is ' ' or '\t';

    private SelectorToken Read()
    {
        SkipSpace();
        if (_position == _text.Length)
            return Take(SelectorTokenKind.EOF, 0);
        switch (_text[_position])
        {
            case '(': return Take(SelectorTokenKind.LParen, 1);
            case ')': return Take(SelectorTokenKind.RParen, 1);
            case '{': return Take(SelectorTokenKind.LBrace, 1);
            case '}': return Take(SelectorTokenKind.RBrace, 1);
            case ',': return Take(SelectorTokenKind.Comma, 1);
            case '"' or '\'': return ReadString();
            case '=': return TakeDouble(SelectorTokenKind.Eq, SelectorErrorCode.ExpectedDoubleEquals);
            case '&': return TakeDouble(SelectorTokenKind.And, SelectorErrorCode.ExpectedDoubleAmpersand);
            case '|': return TakeDouble(SelectorTokenKind.Or, SelectorErrorCode.ExpectedDoubleBar);
            case '!':
                return StartsWith(_position, "!=") ? Take(SelectorTokenKind.Ne, 2) : Take(SelectorTokenKind.Not, 1);
            default:
                return _previous == SelectorTokenKind.Label ? ReadOperator() : ReadCallOrLabel();
        }
    }

    private SelectorToken ReadString()
    {
        var length = _text[(_position + 1)..].IndexOf(_text[_position]);
        if (length < 0)
            return Fault(SelectorErrorCode.UnterminatedString, _position, _text.Length);
        var value = _position + 1;
        return Take(SelectorTokenKind.StringLiteral, length + 2, value, value + length);
    }

    /// <summary>Right after a label Calico knows nothing but operators, and tries them in this order.</summary>
    private SelectorToken ReadOperator()
    {
        if (Operator("contains", "") is var contains and > 0)
            return Take(SelectorTokenKind.Contains, contains);
        if (Operator("starts", "with") is var startsWith and > 0)
            return Take(SelectorTokenKind.StartsWith, startsWith);
        if (Operator("ends", "with") is var endsWith and > 0)
            return Take(SelectorTokenKind.EndsWith, endsWith);
        if (Operator("not", "in") is var notIn and > 0)
            return Take(SelectorTokenKind.NotIn, notIn);
        if (Operator("in", "") is var @in and > 0)
            return Take(SelectorTokenKind.In, @in);
        return Fault(SelectorErrorCode.ExpectedOperator, _position, WordEnd(_position));
    }

    /// <summary>
    /// The length of the operator at the current place, 0 if it is not there. Between two words there may be any space or none.
    /// The operator must not run into an identifier; of two words Calico looks for that only behind the space after the second,
    /// which is why <c>a not in b</c> fails here and <c>a in b</c> fails only in the parser.
    /// </summary>
    private readonly int Operator(string first, string second)
    {
        if (!StartsWith(_position, first))
            return 0;
        var end = _position + first.Length;
        var boundary = end;
        if (second.Length > 0)
        {
            var secondStart = SpaceEnd(end);
            if (!StartsWith(secondStart, second))
                return 0;
            end = secondStart + second.Length;
            boundary = SpaceEnd(end);
        }

        return IdentifierLength(_text[boundary..]) == 0 ? end - _position : 0;
    }

    private SelectorToken ReadCallOrLabel()
    {
        if (StartsWith(_position, "has("))
            return ReadHas();
        if (StartsWith(_position, "all("))
            return ReadEmptyCall(SelectorTokenKind.All, 4);
        if (StartsWith(_position, "global("))
            return ReadEmptyCall(SelectorTokenKind.Global, 7);
        var length = IdentifierLength(_text[_position..]);
        return length switch
        {
            0 => Fault(SelectorErrorCode.ExpectedIdentifier, _position, WordEnd(_position)),
            > MaxLabelLength => Fault(SelectorErrorCode.LabelTooLong, _position, _position + length),
            _ => Take(SelectorTokenKind.Label, length, _position, _position + length),
        };
    }

    private SelectorToken ReadHas()
    {
        var start = SpaceEnd(_position + 4);
        var length = IdentifierLength(_text[start..]);
        if (length == 0)
            return Fault(SelectorErrorCode.ExpectedIdentifier, start, WordEnd(start));
        if (length > MaxLabelLength)
            return Fault(SelectorErrorCode.LabelTooLong, start, start + length);
        var close = SpaceEnd(start + length);
        return StartsWith(close, ")")
            ? Take(SelectorTokenKind.Has, close + 1 - _position, start, start + length)
            : Fault(SelectorErrorCode.UnclosedCall, close, WordEnd(close));
    }

    private SelectorToken ReadEmptyCall(SelectorTokenKind kind, int openLength)
    {
        var close = SpaceEnd(_position + openLength);
        return StartsWith(close, ")")
            ? Take(kind, close + 1 - _position)
            : Fault(SelectorErrorCode.UnclosedCall, close, WordEnd(close));
    }

    private SelectorToken TakeDouble(SelectorTokenKind kind, SelectorErrorCode otherwise)
    {
        var c = _text[_position];
        return _position + 1 < _text.Length && _text[_position + 1] == c
            ? Take(kind, 2)
            : Fault(otherwise, _position, _position + 1);
    }

    private SelectorToken Take(SelectorTokenKind kind, int length) => Take(kind, length, _position, _position);

    private SelectorToken Take(SelectorTokenKind kind, int length, int valueStart, int valueEnd)
    {
        var start = _position;
        _position += length;
        return new SelectorToken(kind, start, _position, valueStart, valueEnd);
    }

    private SelectorToken Fault(SelectorErrorCode code, int start, int end)
    {
        FaultCode = code;
        var tokenStart = _position;
        _position = end;
        return new SelectorToken(SelectorTokenKind.Fault, start, end, tokenStart, end);
    }

    private readonly bool StartsWith(int at, string what) => _text[at..].StartsWith(what, StringComparison.Ordinal);

    private void SkipSpace() => _position = SpaceEnd(_position);

    private readonly int SpaceEnd(int at)
    {
        while (at < _text.Length && IsSpace(_text[at]))
            at++;
        return at;
    }

    /// <summary>The end of the offending word: an identifier, or one character (a surrogate pair counts as one).</summary>
    private readonly int WordEnd(int at)
    {
        if (at >= _text.Length)
            return at;
        var length = IdentifierLength(_text[at..]);
        if (length > 0)
            return at + length;
        return char.IsHighSurrogate(_text[at]) && at + 1 < _text.Length && char.IsLowSurrogate(_text[at + 1]) ? at + 2 : at + 1;
    }
}
