using CalicoPolicy.Core.Evaluation;

namespace CalicoPolicy.Core.Publishing.Ordering;

/// <summary>
/// A stretch of a plan in which traffic is cut that both the start and the end allow, or let through that both deny (decision 23).
/// </summary>
public sealed record ChangeWindow
{
    /// <summary>The place in the plan, from 0, of the step after which it is so.</summary>
    public required int From { get; init; }

    /// <summary>The place of the step that ends it; always later than <see cref="From"/>.</summary>
    public required int Until { get; init; }

    /// <summary>Whether traffic is cut; else it is let through.</summary>
    public required bool Cuts { get; init; }

    /// <summary>Whether traffic is let through that start and end deny.</summary>
    public bool Opens => !Cuts;

    /// <summary>Whether it is sure; false where what the policies do on the way is not known.</summary>
    public required bool IsCertain { get; init; }

    /// <summary>One of the flows.</summary>
    public required Flow Example { get; init; }

    /// <summary>The example in words: who, whom, protocol and port.</summary>
    public string Flow => Example.ToString();

    /// <summary>How many pairs of peers it hits; pods that policies do not tell apart are one peer.</summary>
    public required int PairCount { get; init; }

    /// <summary>Which step opens it and which one closes it.</summary>
    public required string Reason { get; init; }

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"steps {From} to {Until}: {(Cuts ? "cuts" : "opens")} {Flow}");
}
