namespace CalicoPolicy.Core.Resources;

/// <summary>How <see cref="HostAction"/> is written: Felix takes any case (felix/config, <c>OneofListParam</c>).</summary>
internal static class HostActions
{
    /// <summary>The action that a setting names; what Felix would not take is unknown.</summary>
    public static HostAction Read(string text) => text.ToUpperInvariant() switch
    {
        "DROP" => HostAction.Drop,
        "RETURN" => HostAction.Return,
        "ACCEPT" => HostAction.Accept,
        _ => HostAction.Unknown,
    };
}
