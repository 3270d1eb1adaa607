namespace CalicoPolicy.Core.Publishing.Audit;

/// <summary>Modes as configurations write them.</summary>
internal static class AuditModes
{
    /// <summary>The field of <c>spec</c>.</summary>
    public const string Field = "dropActionOverride";

    /// <summary>Whether denied traffic gets through.</summary>
    public static bool IsOpen(this AuditMode mode) => mode is AuditMode.Accept or AuditMode.LogAndAccept;

    /// <summary>Reads the field's value; null for a word that Felix does not know. Case does not count there.</summary>
    public static AuditMode? Read(string? text)
    {
        if (string.IsNullOrEmpty(text)) return AuditMode.Unset;
        foreach (var mode in (AuditMode[])[AuditMode.Drop, AuditMode.Accept, AuditMode.LogAndDrop, AuditMode.LogAndAccept])
        {
            if (string.Equals(mode.ToString(), text, StringComparison.OrdinalIgnoreCase)) return mode;
        }

        return null;
    }
}
