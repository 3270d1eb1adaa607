namespace CalicoPolicy.Tests.Shared;

/// <summary>What an API server says that has a few objects, written by hand.</summary>
internal static class KubeMadeUp
{
    /// <summary>The answers of a server of few kinds: those of the core, tiers, Calico's network policies, and those of which there are objects.</summary>
    /// <param name="objects">The items of collections, by their path, as JSON.</param>
    public static Func<Uri, (int Status, string Body)?> Of(params (string Path, string Items)[] objects) => address =>
    {
        var path = address.AbsolutePath;
        foreach (var (given, items) in objects)
        {
            if (path == given) return KubeLoopback.ListOf(given.StartsWith("/api/", StringComparison.Ordinal) ? "v1" : string.Join('/', given.Split('/')[2..4]), "", items);
        }

        if (path == "/apis")
        {
            var groups = Served(objects).Select(group => group.Key).Select(version => version.Split('/')).Select(parts => $$"""{"name":"{{parts[0]}}","versions":[{"groupVersion":"{{parts[0]}}/{{parts[1]}}","version":"{{parts[1]}}"}]}""");
            return (200, $$"""{"kind":"APIGroupList","apiVersion":"v1","groups":[{{string.Join(',', groups)}}]}""");
        }

        if (path.StartsWith("/apis/", StringComparison.Ordinal) && Served(objects).Contains(path["/apis/".Length..]))
            return (200, $$"""{"kind":"APIResourceList","apiVersion":"v1","resources":[{{string.Join(',', Served(objects)[path["/apis/".Length..]].Select(plural => $$"""{"name":"{{plural}}"}"""))}}]}""");
        return path.StartsWith("/apis/", StringComparison.Ordinal) && path.Split('/').Length == 3 ? null : KubeLoopback.ListOf("v1", "Thing");
    };

    private static ILookup<string, string> Served((string Path, string Items)[] objects) => objects.Select(given => given.Path).Where(path => path.StartsWith("/apis/", StringComparison.Ordinal))
        .Concat(["/apis/projectcalico.org/v3/tiers", "/apis/projectcalico.org/v3/networkpolicies"]).Distinct()
        .ToLookup(path => string.Join('/', path.Split('/')[2..4]), path => path.Split('/')[4]);
}
