using System.Management.Automation;

namespace CalicoPolicy.Tests.Engine;

/// <summary>What a script gave.</summary>
internal sealed record EngineResult(
    IReadOnlyList<PSObject> Output,
    IReadOnlyList<ErrorRecord> Errors,
    IReadOnlyList<string> Warnings,
    IReadOnlyList<string> Verbose,
    bool IsTerminated)
{
    /// <summary>The ids of the errors, without the name of the command behind them.</summary>
    public IEnumerable<string> ErrorIds => Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]);

    /// <summary>The results of <c>ToString</c> of what came out.</summary>
    public IEnumerable<string> Texts => Output.Select(value => value.ToString());
}
