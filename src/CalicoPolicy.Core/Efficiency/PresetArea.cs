namespace CalicoPolicy.Core.Efficiency;

/// <summary>What a rule is for, as far as presets tell rules apart.</summary>
[Flags]
internal enum PresetArea
{
    /// <summary>In <see cref="RulePreset.Security"/>.</summary>
    Security = 1,

    /// <summary>In <see cref="RulePreset.Performance"/>.</summary>
    Performance = 2,

    /// <summary>In both.</summary>
    Both = Security | Performance,
}
