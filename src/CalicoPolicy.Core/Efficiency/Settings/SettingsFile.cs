using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency.Settings;

/// <summary>What a settings file says.</summary>
public sealed record SettingsFile
{
    /// <summary>No file, and nothing said.</summary>
    public static SettingsFile None { get; } = new();

    /// <summary>The preset; null where none is named.</summary>
    public RulePreset? Preset { get; init; }

    /// <summary>The product and version; null where none is named.</summary>
    public CalicoTarget? Target { get; init; }

    /// <summary>What is set of single rules, and the paths that are ignored.</summary>
    public RuleSettings Rules { get; init; } = RuleSettings.None;

    /// <summary>
    /// Options with all that is set: what the options say wins over the rules of the file, these over the preset, and the preset over
    /// the catalogue.
    /// </summary>
    /// <param name="options">What is asked for in the call.</param>
    /// <param name="preset">The preset that is asked for in the call; null: that of the file, or none.</param>
    public RuleOptions Under(RuleOptions options, RulePreset? preset)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options with
        {
            Target = options.Target ?? Target,
            Settings = RulePresets.SettingsOf(preset ?? Preset ?? RulePreset.Default).With(Rules),
        };
    }
}
