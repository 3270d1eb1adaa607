using System.Runtime.CompilerServices;

namespace CalicoPolicy.Tests.Engine;

/// <summary>Keeps what tests publish out of the journal of whoever runs them.</summary>
internal static class JournalOfTests
{
    [ModuleInitializer]
    internal static void TakeAFolderOfItsOwn()
    {
        var folder = Directory.CreateTempSubdirectory("calicopolicy-state-").FullName;
        Environment.SetEnvironmentVariable("XDG_STATE_HOME", folder);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
    }
}
