using CalicoPolicy.Core.Tests.Rules;
using PublicApiGenerator;

namespace CalicoPolicy.Core.Tests.Architecture;

/// <summary>Makes every change of the library's public surface a visible difference. Needs net10.0, as its library does.</summary>
public class PublicApiProperties
{
    [Fact]
    public void The_public_surface_of_core_is_the_one_on_record()
    {
        var actual = typeof(Core.Resources.Resource).Assembly
            .GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false })
            .ReplaceLineEndings("\n") + "\n";
        var golden = CalicoPolicy.Tests.Shared.Repository.Path("tests", "CalicoPolicy.Core.Tests", "Golden", "public-api.txt");
        if (RepositoryFiles.IsAccepting) File.WriteAllText(golden, actual);
        Assert.Equal(File.ReadAllText(golden), actual);
    }
}
