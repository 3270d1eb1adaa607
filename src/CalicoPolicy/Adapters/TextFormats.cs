using System.Reflection;
using CalicoPolicy.Core.Documents;

namespace CalicoPolicy.Adapters;

/// <summary>The text formats that stand behind an adapter, loaded when first asked for.</summary>
internal static class TextFormats
{
    // Kept here for good: a context that nothing holds unloads itself, and then a library that was not needed so far cannot be loaded.
    private static readonly AdapterLoadContext Context =
        new(Path.Combine(Path.GetDirectoryName(typeof(TextFormats).Assembly.Location)!, "Dependencies"));

    private static readonly Lazy<ITextFormat> LazyYaml = new(LoadYaml);

    /// <summary>YAML, as kubectl reads it.</summary>
    public static ITextFormat Yaml => LazyYaml.Value;

    private static ITextFormat LoadYaml()
    {
        var assembly = Context.LoadFromAssemblyName(new AssemblyName("CalicoPolicy.Yaml"));
        return (ITextFormat)Activator.CreateInstance(assembly.GetType("CalicoPolicy.Yaml.YamlFormat", throwOnError: true)!)!;
    }
}
