using System.Reflection;
using System.Runtime.Loader;

namespace CalicoPolicy.Adapters;

/// <summary>
/// The private load context of the adapters and their third-party libraries. They lie in <c>Dependencies</c> beside the module, so
/// another module's version of the same library, in the default context, is neither used nor disturbed.
/// </summary>
internal sealed class AdapterLoadContext : AssemblyLoadContext
{
    private readonly string _folder;

    // Collectible, since code of such a context is compiled with full optimisation at once: reading thousands of files takes a fifth
    // less time than when the scanner starts out unoptimised. Never unloaded: whoever makes it has to hold it.
    public AdapterLoadContext(string folder)
        : base("CalicoPolicy", isCollectible: true) => _folder = folder;

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var core = typeof(Core.Resources.Resource).Assembly;
        if (string.Equals(assemblyName.Name, core.GetName().Name, StringComparison.Ordinal)) return core;
        var path = Path.Combine(_folder, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
