using System.Globalization;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Quarantine;

/// <summary>What is recorded of a quarantine.</summary>
public sealed record QuarantineNote
{
    /// <summary>The most characters that a reason or name may have: it goes into annotations, which have 256 KiB an object.</summary>
    public const int MaxTextLength = 512;

    /// <summary>Nothing.</summary>
    public static QuarantineNote None { get; } = new();

    /// <summary>Why; null where nobody said.</summary>
    public string? Reason { get; init; }

    /// <summary>By whom; null where nobody said.</summary>
    public string? By { get; init; }

    /// <summary>Since when; null where it is not recorded.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Until when; null: until it is released.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Reads what was recorded. What is no time is none.</summary>
    internal static QuarantineNote Of(LabelMap annotations) => new()
    {
        Reason = annotations.TryGetValue(QuarantineMarks.Reason, out var reason) ? reason : null,
        By = annotations.TryGetValue(QuarantineMarks.By, out var by) ? by : null,
        Since = annotations.TryGetValue(QuarantineMarks.At, out var at) ? TimeOf(at) : null,
        Until = annotations.TryGetValue(QuarantineMarks.Until, out var until) ? TimeOf(until) : null,
    };

    /// <summary>The annotations; null where one is to go.</summary>
    internal IEnumerable<(string Key, string? Value)> ToAnnotations() =>
    [
        (QuarantineMarks.Reason, Reason),
        (QuarantineMarks.By, By),
        (QuarantineMarks.At, Since is { } since ? TextOf(since) : null),
        (QuarantineMarks.Until, Until is { } until ? TextOf(until) : null),
    ];

    /// <summary>What is said now over what was said before; a quarantine lasts since it began.</summary>
    internal QuarantineNote Over(QuarantineNote before) => new()
    {
        Reason = Reason ?? before.Reason,
        By = before.By ?? By,
        Since = before.Since ?? Since,
        Until = Until ?? before.Until,
    };

    /// <summary>A time as annotations have it: RFC 3339, UTC, whole seconds.</summary>
    internal static string TextOf(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The time that a text is; null where it is none.</summary>
    internal static DateTimeOffset? TimeOf(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;
}
