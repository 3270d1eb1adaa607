using System.Management.Automation;
using CalicoPolicy.Adapters;
using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Efficiency;
using CalicoPolicy.Core.Efficiency.Settings;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Commands;

/// <summary>A cmdlet that judges by presets and the settings file of its input.</summary>
public abstract class SettingsCmdlet : BaselineCmdlet
{
    /// <summary>The choice of rules, severities and thresholds; stronger than the preset that a settings file names.</summary>
    [Parameter]
    public RulePreset? Preset { get; set; }

    /// <summary>The settings file, in place of the one in or above the folder of the input.</summary>
    [Parameter]
    public string? Settings { get; set; }

    /// <summary>Judges without a settings file.</summary>
    [Parameter]
    public SwitchParameter NoSettings { get; set; }

    /// <summary>Options with what the preset and the settings file say. Ends the command where the file cannot be followed.</summary>
    private protected RuleOptions WithSettings(RuleOptions options, IReadOnlyList<Resource> resources) =>
        ReadSettings(resources).Under(options, Preset);

    private SettingsFile ReadSettings(IReadOnlyList<Resource> resources)
    {
        if (NoSettings) return SettingsFile.None;
        var path = Settings is null ? FindSettings(resources) : FullPath(Settings);
        if (path is null) return SettingsFile.None;
        WriteVerbose($"Settings: {path}");
        try
        {
            return new SettingsReader(TextFormats.Yaml).Read(path, Cancellation);
        }
        catch (SettingsException exception)
        {
            Fail(exception, path);
            return SettingsFile.None;
        }
    }

    private string? FindSettings(IReadOnlyList<Resource> resources)
    {
        var folder = SettingsSearch.Start(resources, SessionState.Path.CurrentFileSystemLocation.ProviderPath);
        var path = SettingsSearch.Find(folder);
        if (path is null) WriteVerbose($"Settings: none; there is no {ResourceFiles.SettingsName} in {folder} or above.");
        return path;
    }

    private string? FullPath(string path)
    {
        try
        {
            var full = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
            if (provider.Name == "FileSystem") return full;
            Fail(new PSInvalidOperationException($"'{path}' is not in the file system."), path);
        }
        catch (Exception exception) when (exception is ItemNotFoundException or System.Management.Automation.DriveNotFoundException
            or ProviderNotFoundException or NotSupportedException)
        {
            Fail(exception, path);
        }

        return null;
    }

    private void Fail(Exception exception, string path) => ThrowError(
        "SettingsInvalid",
        exception,
        ErrorCategory.InvalidData,
        path,
        "Mend the settings file at the places named, name another with -Settings, or judge without one: -NoSettings. Nothing was judged.");
}
