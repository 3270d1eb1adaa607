namespace CalicoPolicy.Core.Selectors;

/// <summary>What the parser knows at the place where it stopped; everything said to people is made from this.</summary>
/// <param name="Code">Why it stopped.</param>
/// <param name="Wanted">What the grammar lacks here; differs from the code when the tokenizer found no token at all.</param>
/// <param name="Found">The token it stopped at.</param>
/// <param name="Previous">The token before that.</param>
/// <param name="OpenedAt">Where the parenthesis or brace that lacks its end was opened; -1 where that does not matter.</param>
internal readonly record struct SelectorFault(
    SelectorErrorCode Code, SelectorErrorCode Wanted, SelectorToken Found, SelectorToken Previous, int OpenedAt = -1)
{
    /// <summary>
    /// What to tell people about. That a character begins no token says little; what was wanted in its place says more, unless it
    /// stands where has( ) wants its label key.
    /// </summary>
    public SelectorErrorCode Subject =>
        Code == SelectorErrorCode.ExpectedIdentifier && Found.ValueStart == Found.Start ? Wanted : Code;
}
