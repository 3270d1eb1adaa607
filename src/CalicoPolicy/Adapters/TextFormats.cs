using System.Reflection;
using CalicoPolicy.Core.Documents;

namespace CalicoPolicy.Adapters;

/// <summary>The text formats that stand behind an adapter, loaded when first asked for.</summary>
internal static class TextFormats
{
    private static readonly Lazy<ITextFormat> LazyYaml = new(LoadYaml);

    /// <summary>YAML, as kubectl reads it.</summary>
    public static ITextFormat Yaml => LazyYaml.Value;

    private static ITextFormat LoadYaml()
    {
        var folder = Path.Combine(Path.GetDirectoryName(typeof(TextFormats).Assembly.Location)!, "Dependencies");
        var assembly = new AdapterLoadContext(folder).LoadFromAssemblyName(new AssemblyName("CalicoPolicy.Yaml"));
        return (ITextFormat)Activator.CreateInstance(assembly.GetType("CalicoPolicy.Yaml.YamlFormat", throwOnError: true)!)!;
    }
}
