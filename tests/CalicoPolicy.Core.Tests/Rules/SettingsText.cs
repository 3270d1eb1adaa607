using CalicoPolicy.Core.Efficiency.Settings;
using CalicoPolicy.Yaml;

namespace CalicoPolicy.Core.Tests.Rules;

/// <summary>Reads settings from a text, through a file as users have it.</summary>
internal static class SettingsText
{
    public static SettingsFile Read(string text)
    {
        var folder = Directory.CreateTempSubdirectory("calico-policy-");
        try
        {
            return ReadIn(folder.FullName, text);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public static SettingsFile ReadIn(string folder, string text)
    {
        var path = Path.Combine(folder, ".calicopolicy.yaml");
        File.WriteAllText(path, text);
        return new SettingsReader(new YamlFormat()).Read(path, TestContext.Current.CancellationToken);
    }

    /// <summary>The faults, as <c>line:column message</c>.</summary>
    public static string[] Faults(string text) =>
        [.. Assert.Throws<SettingsException>(() => Read(text)).Faults.Select(fault => $"{fault.Place} {fault.Message}")];
}
