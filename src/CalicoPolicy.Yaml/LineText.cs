using System.Buffers;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Yaml;

/// <summary>A document's text, read line by line: stands on the next thing of a line, passes over empty lines and comments.</summary>
internal ref struct LineText
{
    // No tab, no carriage return, nothing outside ASCII: columns and characters are the same, and '\n' alone ends a line.
    private static readonly SearchValues<char> Ordinary = SearchValues.Create(
        "\n !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    private readonly ReadOnlySpan<char> _text;
    private int _lineStart;
    private int _lineEnd;
    private int _line;

    public LineText(ReadOnlySpan<char> text, int firstLine)
    {
        _text = text;
        _line = firstLine - 1;
        _lineEnd = -1;
    }

    /// <summary>Whether a text has nothing but what this can read.</summary>
    public static bool IsOrdinary(ReadOnlySpan<char> text) => text.IndexOfAnyExcept(Ordinary) < 0;

    /// <summary>Where the next thing on the line is.</summary>
    public int At { get; private set; }

    /// <summary>The column of the next thing, from 0; at the beginning of a line, how far the line is indented.</summary>
    public readonly int Column => At - _lineStart;

    /// <summary>Whether there is no further line.</summary>
    public bool IsEnd { get; private set; }

    /// <summary>Whether <see cref="MoveNext"/> passed over a comment.</summary>
    public bool PassedComment { get; private set; }

    /// <summary>What is left of the line.</summary>
    public readonly ReadOnlySpan<char> Rest => _text[At.._lineEnd];

    /// <summary>Whether nothing is left of the line.</summary>
    public readonly bool IsLineOver => At == _lineEnd;

    /// <summary>Whether the next thing begins with a character.</summary>
    public readonly bool StartsWith(char character) => At < _lineEnd && _text[At] == character;

    /// <summary>Whether an item of a list begins here.</summary>
    public readonly bool IsItem => Rest is ['-'] or ['-', ' ', ..];

    /// <summary>Whether the line is the document's own first one.</summary>
    public readonly bool IsDocumentStart => Column == 0 && Rest.TrimEnd(' ') is "---";

    /// <summary>Whether the next thing has no space before it.</summary>
    public readonly bool IsGlued => At > _lineStart && _text[At - 1] != ' ';

    /// <summary>Whether the line ends in a line break, and not with the text.</summary>
    public readonly bool HasLineBreak => _lineEnd < _text.Length;

    /// <summary>The place of the next thing.</summary>
    public readonly Position Position => new(_line, Column + 1);

    /// <summary>The place of something behind the next thing on the line.</summary>
    public readonly Position PositionOf(int offset) => new(_line, Column + offset + 1);

    /// <summary>Goes on on the line: passes over a thing, and the space behind it.</summary>
    public void Skip(int count)
    {
        At += count;
        while (At < _lineEnd && _text[At] == ' ') At++;
    }

    /// <summary>Passes over the <c>-</c> of an item.</summary>
    /// <returns>False where nothing stands behind it.</returns>
    public bool SkipIndicator()
    {
        Skip(1);
        return !IsLineOver;
    }

    /// <summary>Goes on to the next line, whatever is left of this one.</summary>
    /// <returns>False where there is none.</returns>
    public bool MoveNextLine()
    {
        if (_lineEnd >= _text.Length)
        {
            IsEnd = true;
            return false;
        }

        At = _lineStart = _lineEnd + 1;
        _line++;
        var length = _text[_lineStart..].IndexOf('\n');
        _lineEnd = length < 0 ? _text.Length : _lineStart + length;
        Skip(0);
        return true;
    }

    /// <summary>Goes on to the next line that is neither empty nor a comment.</summary>
    /// <returns>False where there is none.</returns>
    public bool MoveNext()
    {
        PassedComment = false;
        while (MoveNextLine())
        {
            if (IsLineOver) continue;
            if (_text[At] != '#') return true;
            PassedComment = true;
        }

        return false;
    }
}
