namespace CalicoPolicy.Core.Efficiency.Settings;

/// <summary>A settings file that cannot be followed: all that is wrong with it, by place. What is right in it counts for nothing.</summary>
public sealed class SettingsException : FormatException
{
    /// <summary>Tells of faults.</summary>
    /// <param name="faults">The faults, at least one.</param>
    public SettingsException(IReadOnlyList<SettingsFault> faults)
        : base(string.Join('\n', faults)) => Faults = faults;

    /// <summary>The faults, by place.</summary>
    public IReadOnlyList<SettingsFault> Faults { get; }
}
