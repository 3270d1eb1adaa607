using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using System.Text;

namespace CalicoPolicy.ConsoleHost.Terminals;

/// <summary>
/// One line at the foot of the terminal that shows the latest progress, redrawn at most five times a second. Not
/// thread-safe: <see cref="Terminal"/> calls it under its lock.
/// </summary>
/// <param name="writer">The terminal.</param>
/// <param name="width">Its columns at the moment.</param>
internal sealed class ProgressLine(TextWriter writer, Func<int> width)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private long _drawnAt;
    private int _drawnLength;
    private (long Source, int Activity) _shown;

    /// <summary>Draws the record, or removes the line when the shown activity is complete.</summary>
    public void Show(long sourceId, ProgressRecord record)
    {
        var activity = (sourceId, record.ActivityId);
        if (record.RecordType == ProgressRecordType.Completed)
        {
            if (activity == _shown)
            {
                Clear();
            }

            return;
        }

        if (_drawnAt != 0 && Stopwatch.GetElapsedTime(_drawnAt) < Pause)
        {
            return;
        }

        var text = TextOf(record, Math.Max(width() - 1, 1));
        writer.Write("\r" + text.PadRight(_drawnLength));
        _drawnLength = text.Length;
        _drawnAt = Stopwatch.GetTimestamp();
        _shown = activity;
    }

    /// <summary>Removes the line; does nothing when none stands there.</summary>
    public void Clear()
    {
        if (_drawnLength > 0)
        {
            writer.Write("\r" + new string(' ', _drawnLength) + "\r");
            _drawnLength = 0;
        }
    }

    private static string TextOf(ProgressRecord record, int columns)
    {
        var text = new StringBuilder(record.Activity);
        if (record.PercentComplete >= 0)
        {
            text.Append(CultureInfo.InvariantCulture, $" {record.PercentComplete}%");
        }

        if (!string.IsNullOrWhiteSpace(record.StatusDescription))
        {
            text.Append(CultureInfo.InvariantCulture, $": {record.StatusDescription}");
        }

        if (!string.IsNullOrWhiteSpace(record.CurrentOperation))
        {
            text.Append(CultureInfo.InvariantCulture, $" ({record.CurrentOperation})");
        }

        if (record.SecondsRemaining >= 0)
        {
            text.Append(CultureInfo.InvariantCulture, $", {TimeSpan.FromSeconds(record.SecondsRemaining):c} left");
        }

        for (var i = 0; i < text.Length; i++)
        {
            // A line break or an escape sequence would leave the line that is redrawn.
            if (char.IsControl(text[i]))
            {
                text[i] = ' ';
            }
        }

        return text.Length <= columns ? text.ToString() : text.ToString(0, columns);
    }
}
