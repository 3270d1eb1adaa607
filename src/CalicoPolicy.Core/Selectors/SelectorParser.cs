using System.Runtime.CompilerServices;

namespace CalicoPolicy.Core.Selectors;

/// <summary>
/// Recursive descent over Calico's grammar (libcalico-go/lib/selector/parser): || binds weakest, then &amp;&amp;, then !, which takes one
/// condition. Reads one token ahead and stops at the first error in reading order.
/// </summary>
/// <remarks>
/// O(length), plus sorting the values of each set. Recursion is bounded by <see cref="Selector.MaxDepth"/>. What does not recurse is
/// kept out of line: inlined by a profile it makes the frames of what does several times as large.
/// </remarks>
internal ref struct SelectorParser
{
    private readonly string _text;
    private SelectorTokenizer _tokenizer;
    private SelectorToken _token;
    private SelectorToken _previous;
    private SelectorError? _error;

    public SelectorParser(string text)
    {
        _text = text;
        _tokenizer = new SelectorTokenizer(text);
    }

    /// <summary>Reads the whole text.</summary>
    /// <returns>The tree, or null with the error set.</returns>
    public SelectorNode? Parse(out SelectorError? error)
    {
        Advance();
        var root = _token.Kind == SelectorTokenKind.EOF ? new AllNode(default) : ParseOr(0);
        if (root is not null && _token.Kind != SelectorTokenKind.EOF)
            root = Fail(SelectorErrorCode.UnexpectedContent);
        error = _error;
        return root;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Advance()
    {
        _previous = _token;
        _token = _tokenizer.Next();
    }

    private readonly SelectorRange RangeFrom(int start) => new(start, _previous.End);

    private SelectorNode? ParseOr(int depth)
    {
        var start = _token.Start;
        var first = ParseAnd(depth);
        if (first is null || _token.Kind != SelectorTokenKind.Or)
            return first;
        var operands = new List<SelectorNode> { first };
        while (_token.Kind == SelectorTokenKind.Or)
        {
            Advance();
            if (ParseAnd(depth) is not { } next)
                return null;
            operands.Add(next);
        }

        return new OrNode([.. operands], RangeFrom(start));
    }

    private SelectorNode? ParseAnd(int depth)
    {
        var start = _token.Start;
        var first = ParseOperand(depth);
        if (first is null || _token.Kind != SelectorTokenKind.And)
            return first;
        var operands = new List<SelectorNode> { first };
        while (_token.Kind == SelectorTokenKind.And)
        {
            Advance();
            if (ParseOperand(depth) is not { } next)
                return null;
            operands.Add(next);
        }

        return new AndNode([.. operands], RangeFrom(start));
    }

    private SelectorNode? ParseOperand(int depth)
    {
        var start = _token.Start;
        var negated = false;
        while (_token.Kind == SelectorTokenKind.Not)
        {
            negated = !negated;
            Advance();
        }

        var operand = _token.Kind == SelectorTokenKind.LParen ? ParseParentheses(depth) : ParsePrimary();
        return negated && operand is not null ? new NotNode(operand, RangeFrom(start)) : operand;
    }

    private SelectorNode? ParseParentheses(int depth)
    {
        if (depth == Selector.MaxDepth)
            return Fail(SelectorErrorCode.NestedTooDeeply);
        var opened = _token.Start;
        Advance();
        if (ParseOr(depth + 1) is not { } inner)
            return null;
        if (_token.Kind != SelectorTokenKind.RParen)
            return Fail(SelectorErrorCode.ExpectedRightParenthesis, opened);
        Advance();
        return inner;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private SelectorNode? ParsePrimary()
    {
        var token = _token;
        switch (token.Kind)
        {
            case SelectorTokenKind.All:
                Advance();
                return new AllNode(new SelectorRange(token.Start, token.End));
            case SelectorTokenKind.Global:
                Advance();
                return new GlobalNode(new SelectorRange(token.Start, token.End));
            case SelectorTokenKind.Has:
                Advance();
                return new HasNode(Value(token), new SelectorRange(token.Start, token.End));
            case SelectorTokenKind.Label:
                Advance();
                return ParseTest(token);
            default:
                return Fail(SelectorErrorCode.UnexpectedToken);
        }
    }

    private SelectorNode? ParseTest(SelectorToken label)
    {
        switch (_token.Kind)
        {
            case SelectorTokenKind.Eq: return ParseComparison(label, LabelOperator.Equal);
            case SelectorTokenKind.Ne: return ParseComparison(label, LabelOperator.NotEqual);
            case SelectorTokenKind.Contains: return ParseComparison(label, LabelOperator.Contains);
            case SelectorTokenKind.StartsWith: return ParseComparison(label, LabelOperator.StartsWith);
            case SelectorTokenKind.EndsWith: return ParseComparison(label, LabelOperator.EndsWith);
            case SelectorTokenKind.In: return ParseSet(label, LabelOperator.In);
            case SelectorTokenKind.NotIn: return ParseSet(label, LabelOperator.NotIn);
            case SelectorTokenKind.EOF: return Fail(SelectorErrorCode.UnexpectedEnd);
            default: return Fail(SelectorErrorCode.NotAnOperator);
        }
    }

    private SelectorNode? ParseComparison(SelectorToken label, LabelOperator @operator)
    {
        Advance();
        if (_token.Kind != SelectorTokenKind.StringLiteral)
            return Fail(SelectorErrorCode.ExpectedString);
        var value = Value(_token);
        Advance();
        return new LabelValueNode(Value(label), @operator, value, RangeFrom(label.Start));
    }

    private SelectorNode? ParseSet(SelectorToken label, LabelOperator @operator)
    {
        Advance();
        if (_token.Kind != SelectorTokenKind.LBrace)
            return Fail(SelectorErrorCode.ExpectedSet);
        var opened = _token.Start;
        var values = new List<string>();
        Advance();
        while (_token.Kind == SelectorTokenKind.StringLiteral)
        {
            values.Add(Value(_token));
            Advance();
            if (_token.Kind != SelectorTokenKind.Comma)
                break;
            Advance();
        }

        if (_token.Kind != SelectorTokenKind.RBrace)
            return Fail(SelectorErrorCode.ExpectedRightBrace, opened);
        Advance();
        return new LabelSetNode(Value(label), @operator, Utf8Order.SortDistinct([.. values]), RangeFrom(label.Start));
    }

    private readonly string Value(SelectorToken token) => token.ValueIn(_text).ToString();

    /// <summary>Makes the error; null is the answer of every method that failed.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private SelectorNode? Fail(SelectorErrorCode code, int openedAt = -1)
    {
        // No rule of the grammar takes a fault, so the parser stops at one for some reason of its own; the fault is the true one.
        var isFault = _token.Kind == SelectorTokenKind.Fault;
        var fault = new SelectorFault(isFault ? _tokenizer.FaultCode : code, code, _token, _previous, openedAt);
        _error = new SelectorError(_text, fault, CalicoMessage.Of(_text, fault, ref _tokenizer));
        return null;
    }
}
