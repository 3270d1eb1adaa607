using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Cluster;

/// <summary>What went wrong at a call of kubectl.</summary>
/// <param name="Category">Which kind of error.</param>
/// <param name="Reason">The reason as the server names it (<c>Forbidden</c>, <c>InternalError</c>); empty where kubectl shows none.</param>
/// <param name="Message">The message, without kubectl's prefixes and advice.</param>
public sealed record ServerError(ServerErrorCategory Category, string Reason, string Message)
{
    /// <summary>The fields that the server complains about; empty where it names none.</summary>
    public IReadOnlyList<ErrorCause> Causes { get; init => field = ValueList.Of(value); } = ValueList<ErrorCause>.None;

    /// <summary>What the user lacks, for a 403 that says so; else null.</summary>
    public MissingRight? MissingRight { get; init; }

    /// <summary>What to do about it; empty where the message says all.</summary>
    public string Advice { get; init; } = string.Empty;

    /// <summary>
    /// Whether the server judged the request: the object or the user is refused, and asking again gives the same answer.
    /// Otherwise no judgement was had.
    /// </summary>
    public bool IsRefusal => Category is ServerErrorCategory.Forbidden or ServerErrorCategory.NotFound or ServerErrorCategory.Conflict
        or ServerErrorCategory.Invalid or ServerErrorCategory.AlreadyExists;

    /// <summary>Whether every other call to the same cluster is bound to fail alike.</summary>
    public bool IsFatal => Category is ServerErrorCategory.Unauthorized or ServerErrorCategory.Unreachable or ServerErrorCategory.Certificate
        or ServerErrorCategory.UnknownContext or ServerErrorCategory.KubectlMissing or ServerErrorCategory.KubectlTooOld;

    /// <inheritdoc />
    public override string ToString() => Advice.Length == 0 ? Message : $"{Sentence(Message)} {Advice}";

    /// <summary>The text with a full stop, so that another sentence can follow.</summary>
    internal static string Sentence(string text) => text.Length > 0 && text[^1] is '.' or '?' or '!' ? text : text + ".";
}
