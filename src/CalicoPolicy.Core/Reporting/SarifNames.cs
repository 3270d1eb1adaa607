using CalicoPolicy.Core.Findings;

namespace CalicoPolicy.Core.Reporting;

/// <summary>Words of SARIF that the writer and the reader agree on.</summary>
internal static class SarifNames
{
    public const string Version = "2.1.0";
    public const string Schema = "https://json.schemastore.org/sarif-2.1.0.json";
    public const string Tool = "CalicoPolicy";
    public const string ToolUri = "https://github.com/calicopolicy/calicopolicy";

    /// <summary>The root of the policies, whatever its place on a machine.</summary>
    public const string Root = "SRCROOT";

    /// <summary>The key of a finding's fingerprint; another way to make fingerprints gets another number.</summary>
    public const string Fingerprint = "calicoPolicy/v1";

    /// <summary>SARIF knows three levels.</summary>
    public static string Level(FindingSeverity severity) => severity switch
    {
        FindingSeverity.Error or FindingSeverity.High => "error",
        FindingSeverity.Medium => "warning",
        FindingSeverity.Low => "note",
        _ => throw new ArgumentOutOfRangeException(nameof(severity), severity, "There is no such severity."),
    };

    /// <summary>The states as SARIF spells them.</summary>
    public static string State(BaselineState state) => state switch
    {
        BaselineState.New => "new",
        BaselineState.Unchanged => "unchanged",
        BaselineState.Absent => "absent",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "There is no such state."),
    };
}
